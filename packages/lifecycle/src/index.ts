// For everyone: read the lifecycle that an enum carries, and ask it.
export { defineLifecycle } from "./define-lifecycle.ts";
export { findLifecycles } from "./find-lifecycles.ts";
export type {
  Lifecycle,
  LifecycleEnds,
  LifecycleOutcome,
  LifecycleRole,
  LifecycleValue,
} from "./lifecycle.ts";
export type { Explanation } from "./explanation.ts";
export { assertNever } from "./assert-never.ts";

// For those who write tools on it: what is wrong with a declaration.
export { checkLifecycle } from "./check-lifecycle.ts";
export { LifecycleError } from "./lifecycle-error.ts";
export type { Problem, ProblemId } from "./problem.ts";
