import type { CompatRuleId } from "./catalogue.ts";
import type { Effects, Finding } from "./finding.ts";

/** In which order to bring a change in. */
export type UpgradeOrder =
  | "any-order"
  | "readers-first"
  | "writers-first"
  | "no-order"
  | "undecided"
  | "mend";

/** The rules that find mistakes in the new schema by itself. */
const mistakes: ReadonlySet<string> = new Set<CompatRuleId>(["RC100", "RC122"]);

/** Finds the order in which a change hurts nobody. */
export function upgradeOrder({
  rule,
  backward,
  forward,
}: Pick<Finding, "rule" | keyof Effects>): UpgradeOrder {
  if (mistakes.has(rule)) return "mend";
  if (backward === "breaks" && forward === "breaks") return "no-order";
  if (forward === "breaks") return "readers-first";
  if (backward === "breaks") return "writers-first";
  return backward === "undecided" || forward === "undecided" ? "undecided" : "any-order";
}

/** Says what to do in each order. */
export const orderSentence: Readonly<Record<UpgradeOrder, string>> = {
  "any-order": "Upgrade in any order.",
  "readers-first": "Upgrade all readers first, then the writers.",
  "writers-first":
    "Upgrade all writers first, wait until no reader meets what the old ones wrote, then upgrade the readers.",
  "no-order":
    "No order works: add the new beside the old, move everyone over, and take the old away last.",
  mend: "Mend it first: it is a mistake, and no change that could be brought in.",
  undecided: "Read both versions, decide who is hurt, and waive it with the reason.",
};
