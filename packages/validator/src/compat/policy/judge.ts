import type { Effect, Finding } from "../finding.ts";
import { type UpgradeOrder, upgradeOrder } from "../upgrade-order.ts";
import { modeOf } from "./mode-of.ts";
import type { Mode, Policy } from "./policy.ts";

/** What a finding means under a policy. */
export type Standing = "fails" | "warns" | "noted" | "waived";

/** A finding with what it means here. */
export interface Judged {
  readonly finding: Finding;
  /** What it was compared with. */
  readonly against: string;
  readonly mode: Mode;
  readonly standing: Standing;
  readonly order: UpgradeOrder;
  /** Why it is let through, and until when. */
  readonly waiver?: string;
}

/**
 * Judges a finding by the policy.
 *
 * @param isLatest whether it was compared with the latest release: what came before only counts where the mode is transitive
 */
export function judge(
  finding: Finding,
  against: string,
  isLatest: boolean,
  policy: Pick<Policy, "modes" | "undecided">,
): Judged {
  const mode = modeOf(policy.modes, finding.scope);
  return {
    finding,
    against,
    mode,
    standing: standingOf(finding, mode, isLatest, policy.undecided),
    order: upgradeOrder(finding),
  };
}

function standingOf(
  finding: Finding,
  mode: Mode,
  isLatest: boolean,
  undecided: Policy["undecided"],
): Standing {
  const effects = isLatest || mode.endsWith("_TRANSITIVE") ? heldEffects(finding, mode) : [];
  if (effects.includes("breaks")) return "fails";
  if (effects.includes("undecided")) return undecided === "fail" ? "fails" : "warns";
  return "noted";
}

/** The effects that the mode cares for. */
function heldEffects({ backward, forward }: Finding, mode: Mode): readonly Effect[] {
  if (mode === "NONE") return [];
  if (mode.startsWith("BACKWARD")) return [backward];
  return mode.startsWith("FORWARD") ? [forward] : [backward, forward];
}
