import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { ContainerContext_ProcessContext, TaskLog } from "@runledger/proto/core/v1";
import {
  type Action,
  type ActionAttempt,
  type ActionDetails,
  type ActionEvent,
  type ActionStatus,
  CatalogCacheStatus,
  type PhaseTransition,
} from "@runledger/proto/run/v1";
import { actionPhaseLifecycle as lifecycle, outcomeOf } from "@runledger/state";
import type { MessageRule, Tell } from "./message-rule.ts";
import { isTakenOver } from "./taken-over.ts";

/**
 * The first and the last second that a Timestamp can tell: the years 1 to 9999.
 * Source: https://protobuf.dev/reference/protobuf/google.protobuf/#timestamp
 */
const firstSecond = -62_135_596_800;
const lastSecond = 253_402_300_799;

function checkSpan(
  start: Timestamp | undefined,
  end: Timestamp | undefined,
  field: string,
  tell: Tell,
): void {
  if (start === undefined || end === undefined) return;
  if (end.seconds > start.seconds) return;
  if (end.seconds === start.seconds && end.nanos >= start.nanos) return;
  tell("RL105", field, `it lies before the start.`);
}

function checkTimestamp({ seconds, nanos }: Timestamp, tell: Tell): void {
  // Numbers are compared many times as fast as big integers. What one can't hold whole lies far outside.
  const second = Number(seconds);
  if (second < firstSecond || second > lastSecond) {
    tell("RL506", "seconds", `${seconds} lies outside of the years 1 to 9999.`);
  }
  if (nanos < 0 || nanos > 999_999_999) {
    tell("RL506", "nanos", `${nanos} must be from 0 to 999999999.`);
  }
}

function checkOutcome(message: ActionEvent | ActionAttempt, tell: Tell): void {
  const outcome = outcomeOf(message.phase);
  if (outcome === undefined) return;
  const error = message.error === undefined ? message.errorInfo : message.error;
  if (outcome === "success" && error !== undefined) {
    const field = message.error === undefined ? "error_info" : "error";
    tell("RL106", field, `${lifecycle.of(message.phase)?.shortName} counts as a success.`);
  }
  if (outcome === "failure" && error === undefined) {
    const phase = lifecycle.of(message.phase)?.shortName;
    tell("RL111", "error", `${phase} counts as a failure, and no error is set.`);
  }
}

function checkCache(message: ActionEvent | ActionAttempt, tell: Tell): void {
  if (message.cacheStatus !== CatalogCacheStatus.CACHE_HIT) return;
  if (message.cacheMetadata?.sourceActionAttempt !== undefined) return;
  tell("RL114", "cache_metadata", "it isn't set, though cache_status says CACHE_HIT.");
}

function checkEvent(event: ActionEvent, tell: Tell): void {
  // oxlint-disable-next-line typescript/no-deprecated -- Older producers tell both.
  checkSpan(event.startTime, event.endTime, "end_time", tell);
  checkOutcome(event, tell);
  checkCache(event, tell);
  if (event.producer === "") tell("RL113", "producer", "it is empty.");
}

function checkAttempt(attempt: ActionAttempt, tell: Tell): void {
  checkSpan(attempt.startTime, attempt.endTime, "end_time", tell);
  checkOutcome(attempt, tell);
  checkCache(attempt, tell);
}

function checkLog({ name, uri }: TaskLog, tell: Tell): void {
  if (uri === "") tell("RL108", "uri", `it is empty${name === "" ? "" : ` (link "${name}")`}.`);
  if (name === "") tell("RL109", "name", "it is empty.");
}

function checkAction({ status, metadata }: Action | ActionDetails, tell: Tell): void {
  if (status === undefined || !isTakenOver(status.phase)) return;
  if (metadata?.recoveredFrom !== undefined) return;
  const phase = lifecycle.of(status.phase)?.shortName;
  tell("RL107", "metadata.recovered_from", `it isn't set, though the action is ${phase}.`);
}

/** What must hold between the fields of a message, by the message's name. */
export const messageRules: ReadonlyMap<string, MessageRule> = new Map<string, MessageRule>([
  ["google.protobuf.Timestamp", checkTimestamp],
  ["runledger.core.v1.TaskLog", checkLog],
  [
    "runledger.core.v1.ContainerContext.ProcessContext",
    (process: ContainerContext_ProcessContext, tell: Tell) =>
      checkSpan(process.containerStartTime, process.containerEndTime, "container_end_time", tell),
  ],
  ["runledger.run.v1.ActionEvent", checkEvent],
  ["runledger.run.v1.ActionAttempt", checkAttempt],
  [
    "runledger.run.v1.PhaseTransition",
    (step: PhaseTransition, tell: Tell) =>
      checkSpan(step.startTime, step.endTime, "end_time", tell),
  ],
  [
    "runledger.run.v1.ActionStatus",
    (status: ActionStatus, tell: Tell) =>
      checkSpan(status.startTime, status.endTime, "end_time", tell),
  ],
  ["runledger.run.v1.Action", checkAction],
  ["runledger.run.v1.ActionDetails", checkAction],
]);
