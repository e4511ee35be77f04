import { create } from "@bufbuild/protobuf";
import {
  type AbortInfo,
  AbortInfoSchema,
  type ActionAttempt,
  type ActionDetails,
  ActionDetailsSchema,
  type ActionIdentifier,
  type ActionMetadata,
  type ActionRecord,
} from "@runledger/proto/run/v1";
import { latestAttempt } from "./current.ts";
import { absentPhase, outcomeOf } from "./phases.ts";
import { statusOf } from "./status-of.ts";

/** Puts together all that there is to show of an action, at a revision of its run. */
export function detailsOf(
  id: ActionIdentifier,
  metadata: ActionMetadata | undefined,
  record: ActionRecord,
  revision: bigint,
): ActionDetails {
  const details = create(ActionDetailsSchema, {
    id,
    status: { ...statusOf(record, metadata), revision },
    spec: record.spec,
    inputUri: record.inputUri,
    runOutputBase: record.runOutputBase,
    attempts: record.attempts.flatMap(({ attempt }) => (attempt === undefined ? [] : [attempt])),
    result: resultOf(record),
  });
  if (metadata !== undefined) details.metadata = metadata;
  return details;
}

/** Tells how an action ended, if it ended otherwise than well by itself: by how its latest phase counts. */
function resultOf(record: ActionRecord): ActionDetails["result"] {
  const latest = latestAttempt(record);
  const outcome = outcomeOf(latest?.phase ?? absentPhase);
  if (outcome === "aborted") {
    return { case: "abortInfo", value: record.abort?.info ?? abortOf(latest) };
  }
  if (outcome === "failure" && latest?.errorInfo !== undefined) {
    return { case: "errorInfo", value: latest.errorInfo };
  }
  return outcome === "success" && record.signal !== undefined
    ? { case: "signalInfo", value: record.signal }
    : { case: undefined };
}

/** An abort that the ledger didn't see requested: a producer has reported it, with or without a reason. */
function abortOf(attempt: ActionAttempt | undefined): AbortInfo {
  return create(AbortInfoSchema, { reason: attempt?.errorInfo?.message ?? "" });
}
