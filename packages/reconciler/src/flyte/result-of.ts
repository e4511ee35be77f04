import { createHash } from "node:crypto";
import { create, toBinary } from "@bufbuild/protobuf";
import {
  type ActionAttempt,
  ActionAttemptSchema,
  type ActionDetails,
  ActionPhase,
  ErrorInfo_Kind,
  ExecutionError_ErrorKind,
  type ExecutionError,
  ExecutionErrorSchema,
} from "@runledger/proto";
import { absentPhase, actionPhaseLifecycle as lifecycle, outcomeOf } from "@runledger/state";
import type { PluginResult, PluginState, WorkDetails } from "@runledger/state/reconcile";

/** Whether a run of a Flyte 2 has ended for good, by its root action: no other attempt is to come. */
export function isOver({ status, metadata, attempts }: ActionDetails): boolean {
  const phase = status?.phase ?? absentPhase;
  if (!lifecycle.isTerminal(phase)) return false;
  const isLast = attempts.at(-1)?.lastAttempt === true;
  const mayFollow = !isLast && (metadata?.maxAttempts ?? 0) > (status?.attempts ?? 1);
  return !(lifecycle.retryable(phase) && mayFollow);
}

/**
 * Says how far a run of a Flyte 2 is, by its root action, as what became of one attempt here. Links, events and the like
 * are told where they have changed since the call before.
 *
 * @param again after how many milliseconds to ask again
 */
export function resultOf(
  details: ActionDetails,
  state: PluginState | undefined,
  again: number,
): PluginResult {
  const latest = details.attempts.at(-1);
  const news = newsOf(latest, state);
  const phase = details.status?.phase ?? absentPhase;
  if (!isOver(details)) return { kind: "working", phase: workPhase(phase), again, ...news };
  const outputs = latest?.outputs;
  switch (outcomeOf(phase)) {
    case "success":
      return { kind: "succeeded", ...(outputs && { outputs }), ...news };
    case "aborted":
      return { kind: "failed", error: abortError(details), retryable: false, ...news };
    default: {
      const error = errorOf(details, latest);
      // What that platform has given up isn't made anew within the attempt, as a SYSTEM error that may be cured would be.
      const retryable = error.kind !== ExecutionError_ErrorKind.SYSTEM;
      return { kind: "failed", error, retryable, ...news };
    }
  }
}

/** The phase that work is in here. What waits for a signal there is under way here, and so is what is to be tried again. */
function workPhase(phase: ActionPhase): ActionPhase {
  if (phase === absentPhase) return ActionPhase.QUEUED;
  return lifecycle.isTerminal(phase) || lifecycle.awaitsSignal(phase) ? ActionPhase.RUNNING : phase;
}

function newsOf(
  latest: ActionAttempt | undefined,
  state: PluginState | undefined,
): { readonly details?: WorkDetails; readonly state?: PluginState } {
  if (latest === undefined) return {};
  const { logInfo: logs, clusterEvents, cluster, logContext } = latest;
  const told = create(ActionAttemptSchema, {
    logInfo: logs,
    clusterEvents,
    cluster,
    ...(logContext && { logContext }),
  });
  const bytes = createHash("sha256").update(toBinary(ActionAttemptSchema, told)).digest();
  if (state !== undefined && Buffer.compare(state.bytes, bytes) === 0) return {};
  const details: WorkDetails = {
    ...(logs.length > 0 && { logs }),
    ...(clusterEvents.length > 0 && { clusterEvents: clusterEvents.slice(-mostEvents) }),
    ...(cluster !== "" && { cluster }),
    ...(logContext && { logContext }),
  };
  const isNothing = Object.keys(details).length === 0;
  return { ...(!isNothing && { details }), state: { version: 1, bytes } };
}

/** How many cluster events a report may carry. Source: runledger.run.v1.ActionEvent. */
const mostEvents = 1000;

function abortError({ result }: ActionDetails): ExecutionError {
  const reason = result.case === "abortInfo" ? result.value.reason : "";
  return create(ExecutionErrorSchema, {
    code: "AbortedUpstream",
    kind: ExecutionError_ErrorKind.USER,
    message: reason === "" ? "The run was aborted upstream." : reason,
  });
}

const kinds: Readonly<Record<ErrorInfo_Kind, ExecutionError_ErrorKind>> = {
  [ErrorInfo_Kind.UNSPECIFIED]: ExecutionError_ErrorKind.UNKNOWN,
  [ErrorInfo_Kind.USER]: ExecutionError_ErrorKind.USER,
  [ErrorInfo_Kind.SYSTEM]: ExecutionError_ErrorKind.SYSTEM,
};

function errorOf({ result }: ActionDetails, latest: ActionAttempt | undefined): ExecutionError {
  if (latest?.error !== undefined) return latest.error;
  const info = latest?.errorInfo ?? (result.case === "errorInfo" ? result.value : undefined);
  return create(ExecutionErrorSchema, {
    code: "FailedUpstream",
    kind: kinds[info?.kind ?? ErrorInfo_Kind.UNSPECIFIED] ?? ExecutionError_ErrorKind.UNKNOWN,
    message: info?.message ?? "The run failed upstream, without saying why.",
  });
}
