import { type RuleId, rules } from "@runledger/state";
import { ownRules } from "./own-rules.ts";
import type { ValidatorRule } from "./rule.ts";

/** The ledger's rules that are broken by what a message says of itself. */
const ofMessages: ReadonlySet<string> = new Set<RuleId>(["RL101"]);

/** The ledger's rules about who reports: nothing in a stream tells which worker had which lease. */
const ofWorkers: ReadonlySet<string> = new Set<RuleId>(["RL701"]);

const judged = Object.entries(rules).filter(([id]) => !ofWorkers.has(id));

const refusing = judged.map(([id, rule]): ValidatorRule => ({
  ...rule,
  id,
  severity: "error",
  judges: ofMessages.has(id) ? "message" : "report",
  refuses: true,
}));

const own = Object.entries(ownRules).map(([id, rule]): ValidatorRule => ({
  ...rule,
  id,
  refuses: false,
}));

/**
 * All rules, by id: those that the ledger refuses by, and the validator's own. RL1xx judge a message by itself, RL2xx an
 * attempt, RL3xx an action, RL4xx a run, RL5xx times.
 */
export const catalogue: ReadonlyMap<string, ValidatorRule> = new Map(
  [...refusing, ...own]
    .toSorted((a, b) => a.id.localeCompare(b.id, "en"))
    .map((rule) => [rule.id, rule]),
);

/** Gets a rule by its id. @throws TypeError if there is none */
export function ruleOf(id: string): ValidatorRule {
  const rule = catalogue.get(id);
  if (rule === undefined) throw new TypeError(`"${id}" is no rule.`);
  return rule;
}

/** Gets the address of the page that explains a rule. */
export function pageOf(id: string): string {
  return `https://github.com/runledger/runledger/blob/main/docs/rules/${id}.md`;
}
