import { type RuleId, rules } from "@runledger/state";

/** Tells a refusal: what is wrong, in a sentence that names the field and its value, and the rule's way out. */
export function tellRefusal(rule: RuleId, problem: string): string {
  return `${problem} ${rules[rule].wayOut}`;
}
