import {
  ActionPhase,
  ExecutionError_ErrorKind,
  type ExecutionError,
} from "@runledger/proto/core/v1";
import { WorkCache, WorkCleanup, type WorkRecord } from "@runledger/proto/run/v1";
import { latestAttempt } from "../current.ts";
import { actionPhaseLifecycle as lifecycle } from "../lifecycles.ts";
import { addMilliseconds } from "../times.ts";
import { backoffDelay } from "./backoff-delay.ts";
import type { Draft } from "./draft.ts";
import { failAttempt, systemError } from "./end-attempt.ts";
import { hasEnded } from "./has-ended.ts";
import { hasNews } from "./has-news.ts";
import type { PluginResult, WorkDetails } from "./plugin-result.ts";
import { noteEnd } from "./release.ts";
import { toReportDetails } from "./to-report-details.ts";

/** Takes what a plugin says of an attempt. What it says of another one, or of a resource that is to end, is stale. */
export function takeResult(draft: Draft, attempt: number, result: PluginResult): void {
  const { work } = draft;
  if (attempt !== work.attempt || work.cleanup !== WorkCleanup.UNSPECIFIED) return;
  keepState(work, result);
  if (hasEnded(draft)) {
    // Nobody waits for it any more. What has ended by itself needn't be ended.
    if (result.kind !== "working") noteEnd(draft);
    return;
  }
  if (result.kind === "working") return takeProgress(draft, result);
  if (result.kind === "succeeded") return takeSuccess(draft, result);
  const { details, error, retryable } = result;
  if (retryable && error.kind === ExecutionError_ErrorKind.SYSTEM) {
    return takeSystemFailure(draft, error, details);
  }
  failAttempt(draft, {
    error,
    retryable,
    hasEnded: true,
    ...(details && { details }),
  });
}

/** Takes it that a plugin has thrown: the platform failed, whatever the reason. */
export function takeThrow(draft: Draft, attempt: number, message: string): void {
  const { work } = draft;
  if (attempt !== work.attempt || work.cleanup !== WorkCleanup.UNSPECIFIED || hasEnded(draft))
    return;
  takeSystemFailure(draft, systemError("PluginFailed", message, draft), undefined);
}

/** Reports that work is done. */
export function succeed(draft: Draft, details: WorkDetails | undefined): void {
  const { work } = draft;
  draft.report(ActionPhase.SUCCEEDED, {
    ...toReportDetails(details),
    ...(work.outputs && { outputs: work.outputs }),
    cacheStatus: work.cacheStatus,
  });
  work.outputs = undefined;
  noteEnd(draft);
}

function takeProgress(draft: Draft, result: PluginResult & { readonly kind: "working" }): void {
  const { context, work } = draft;
  const { again = context.policy.pollInterval, details, phase } = result;
  if (!lifecycle.isKnown(phase) || lifecycle.isTerminal(phase) || lifecycle.awaitsSignal(phase)) {
    const message = `The plugin says that work is under way in phase ${phase}, which is none of work.`;
    return takeSystemFailure(draft, systemError("PluginContract", message, draft), undefined);
  }
  const moves = lifecycle.reachable(draft.phase, phase);
  const told = toReportDetails(details);
  // A resource that was reset starts over, and the attempt doesn't go back.
  if (moves) draft.report(phase, { ...told, cacheStatus: work.cacheStatus });
  else if (hasNews(latestAttempt(draft.record), details)) draft.report(draft.phase, told);
  if (moves) work.systemFailures = 0;
  work.notBefore = addMilliseconds(context.now, again);
}

function takeSuccess(draft: Draft, result: PluginResult & { readonly kind: "succeeded" }): void {
  const { work } = draft;
  work.outputs = result.outputs;
  work.notBefore = undefined;
  if (work.cache === WorkCache.RESERVED) {
    work.cache = WorkCache.PUBLISHING;
    return;
  }
  succeed(draft, result.details);
}

/**
 * Bears a failure of the platform within the attempt: the resource is ended and made anew. One too many in a row ends the
 * action. Only a step that moves the action ends the row, so that a resource that always dies at the same point isn't made
 * for ever.
 */
function takeSystemFailure(
  draft: Draft,
  error: ExecutionError,
  details: WorkDetails | undefined,
): void {
  const { context, work } = draft;
  const { chance, now, policy } = context;
  work.systemFailures += 1;
  if (work.systemFailures > policy.systemFailures) {
    const message = `The platform failed ${work.systemFailures} times in a row, at last so: ${error.code}: ${error.message}`;
    const last = systemError("MaxSystemFailuresExceeded", message, draft);
    return failAttempt(draft, { error: last, retryable: false, ...(details && { details }) });
  }
  work.cleanup = WorkCleanup.ABORT;
  const delay = backoffDelay(policy.retryBackoff, work.systemFailures, chance);
  work.notBefore = addMilliseconds(now, delay);
}

function keepState(work: WorkRecord, { state }: PluginResult): void {
  if (state === undefined) return;
  work.pluginState = state.bytes;
  work.pluginStateVersion = state.version;
}
