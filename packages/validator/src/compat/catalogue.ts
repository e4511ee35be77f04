import { constraintRules } from "./rules/constraint-rules.ts";
import { lifecycleRules } from "./rules/lifecycle-rules.ts";
import { surfaceRules } from "./rules/surface-rules.ts";

/** The id of a rule of compatibility. */
export type CompatRuleId =
  | keyof typeof lifecycleRules
  | keyof typeof constraintRules
  | keyof typeof surfaceRules;

/** What a change is called, and what can be done. Each has a page in docs/compat-rules. */
export interface CompatRule {
  /** Names it in words, as in `terminal-value-added`. */
  readonly name: string;
  /** Says what holds where the rule is kept. */
  readonly sentence: string;
  /** Says who notices when it is not. */
  readonly reason: string;
  /** Says what whoever wants the change can do. */
  readonly wayOut: string;
}

/**
 * The rules of compatibility: a closed list with stable ids. RC1xx judge lifecycles, RC2xx constraints on values, RC3xx bytes
 * and JSON, RC4xx GraphQL, RC5xx TypeScript.
 */
export const compatRules: Readonly<Record<CompatRuleId, CompatRule>> = {
  ...lifecycleRules,
  ...constraintRules,
  ...surfaceRules,
};
