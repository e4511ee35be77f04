import type { Effects } from "../finding.ts";
import type { lifecycleRules } from "../rules/lifecycle-rules.ts";

/** A difference between two versions of a lifecycle. */
export interface LifecycleChange extends Effects {
  readonly rule: keyof typeof lifecycleRules;
  /** The name of the value that it is about, in the new version if it is there; undefined for the lifecycle as a whole. */
  readonly value: string | undefined;
  readonly message: string;
}
