import { create } from "@bufbuild/protobuf";
import {
  ActionPhase,
  ContainerError_Kind,
  type ExecutionError,
  ExecutionErrorSchema,
  ExecutionError_ErrorKind,
} from "@runledger/proto/core/v1";
import { WorkCache, WorkCleanup } from "@runledger/proto/run/v1";
import { initialPhase } from "../phases.ts";
import { addMilliseconds, compareTimes } from "../times.ts";
import { backoffDelay } from "./backoff-delay.ts";
import type { Draft } from "./draft.ts";
import type { WorkDetails } from "./plugin-result.ts";
import { noteEnd } from "./release.ts";
import { toReportDetails } from "./to-report-details.ts";

const { NON_RECOVERABLE, RECOVERABLE } = ContainerError_Kind;

/** How an attempt goes wrong. */
export interface AttemptFailure {
  readonly error: ExecutionError;
  /** Whether another attempt may follow. */
  readonly retryable: boolean;
  /** Whether the resource has ended by itself. Default: it is to be ended. */
  readonly hasEnded?: boolean;
  readonly details?: WorkDetails;
}

/**
 * Fails the current attempt. The next one is queued in the same breath while attempts remain, so that nobody sees the action
 * ended that isn't; the failure stays in the history. Its work starts once the resource of this one is gone.
 */
export function failAttempt(draft: Draft, failure: AttemptFailure): void {
  endAttempt(draft, ActionPhase.FAILED, failure);
}

/** Ends the current attempt because it took too long. */
export function timeOutAttempt(draft: Draft, message: string, retryable: boolean): void {
  const error = userError("Timeout", message, draft);
  endAttempt(draft, ActionPhase.TIMED_OUT, { error, retryable });
}

/** Makes an error whose cure is with the author of the action. */
export function userError(code: string, message: string, draft: Draft): ExecutionError {
  const kind = ExecutionError_ErrorKind.USER;
  return create(ExecutionErrorSchema, { code, message, kind, timestamp: draft.context.now });
}

/** Makes an error whose cure is with whoever runs the platform. */
export function systemError(code: string, message: string, draft: Draft): ExecutionError {
  const kind = ExecutionError_ErrorKind.SYSTEM;
  return create(ExecutionErrorSchema, { code, message, kind, timestamp: draft.context.now });
}

function endAttempt(draft: Draft, phase: ActionPhase, failure: AttemptFailure): void {
  const { attempt, work } = draft;
  const { details, error, hasEnded = false, retryable } = failure;
  const another = retryable && attempt < draft.maxAttempts && !isRunOver(draft);
  draft.report(phase, {
    ...toReportDetails(details),
    error: { ...error, recoverability: retryable ? RECOVERABLE : NON_RECOVERABLE },
    cacheStatus: work.cacheStatus,
    lastAttempt: !another,
  });
  if (hasEnded) noteEnd(draft);
  else if (work.attempt > 0) work.cleanup = WorkCleanup.ABORT;
  work.systemFailures = 0;
  work.cache = WorkCache.UNSPECIFIED;
  work.cacheStatus = 0;
  work.notBefore = undefined;
  if (another) queueNext(draft, attempt);
}

function queueNext(draft: Draft, attempt: number): void {
  const { chance, now, policy } = draft.context;
  draft.report(initialPhase, { attempt: attempt + 1 });
  draft.work.notBefore = addMilliseconds(now, backoffDelay(policy.retryBackoff, attempt, chance));
}

function isRunOver({ context: { now, policy } }: Draft): boolean {
  return policy.runDeadline !== undefined && compareTimes(policy.runDeadline, now) <= 0;
}
