import type { Rule } from "./types/rule.ts";

/** Finds a rule by its id. */
export function ruleOf(id: string): Rule {
  return { id, name: id, description: id, wayOut: id };
}

/** Lists all rules. */
export function allRules(): readonly Rule[] {
  return [];
}
