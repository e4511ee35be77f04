// How the reconciler decides: pure, for whoever drives actions.
export { reconcile } from "./reconcile.ts";
export type { Decision, NextStep, WorkContext } from "./decision.ts";
export type { CacheAnswer, Observation } from "./observation.ts";
export type { PluginResult, PluginState, WorkDetails } from "./plugin-result.ts";
export { type Backoff, type WorkPolicy, defaultWorkPolicy } from "./work-policy.ts";
export { variablesProblem } from "./variables-problem.ts";
export { backoffDelay } from "./backoff-delay.ts";
export { type AbortDelivery, advanceAbort, retryAbort } from "./advance-abort.ts";
export { type ChildFailurePolicy, type ChildState, siblingsToAbort } from "./siblings-to-abort.ts";
