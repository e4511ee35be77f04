import { type RuleId, rules } from "@runledger/state";
import type { Rule } from "./types/rule.ts";

/** Lists the rules by which the ledger refuses, by id. */
export const allRules: readonly Rule[] = Object.entries(rules).map(
  ([id, { name, sentence, wayOut }]) => ({
    id,
    name,
    description: sentence,
    wayOut,
  }),
);

const byId = new Map(allRules.map((rule) => [rule.id, rule]));

/**
 * Finds a rule by its id. A rule of a newer or an older program, whose refusals are still in the quarantine, is known by
 * its id alone.
 */
export function ruleOf(id: RuleId | (string & {})): Rule {
  return (
    byId.get(id) ?? {
      id,
      name: id,
      description: "This version of the program doesn't have it.",
      wayOut: "Ask the version that refused the report.",
    }
  );
}
