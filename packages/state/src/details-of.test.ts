import { create } from "@bufbuild/protobuf";
import { ActionPhase } from "@runledger/proto/core/v1";
import {
  AbortInfoSchema,
  ActionIdentifierSchema,
  ActionMetadataSchema,
  type ActionRecord,
  CatalogCacheStatus,
  ErrorInfo_Kind,
  SignalInfoSchema,
} from "@runledger/proto/run/v1";
import { describe, expect, test } from "vitest";
import { detailsOf } from "./details-of.ts";
import { emptyRecord } from "./empty-record.ts";
import { requestAbort } from "./request-abort.ts";
import { statusOf } from "./status-of.ts";
import { at } from "./testing/at.ts";
import { recordOf } from "./testing/record-of.ts";
import { report } from "./testing/report.ts";
import { toAction } from "./to-action.ts";
import { toEnriched } from "./to-enriched.ts";

const { QUEUED, RUNNING, SUCCEEDED, FAILED, ABORTED, TIMED_OUT } = ActionPhase;
const id = create(ActionIdentifierSchema, { name: "a1" });
const metadata = create(ActionMetadataSchema, { parent: "a0" });

function result(record: ActionRecord): unknown {
  return detailsOf(id, metadata, record, 7n).result;
}

describe("statusOf", () => {
  test("tells the latest attempt's phase, number and cache, and the times of all", () => {
    const record = recordOf([
      report({ phase: QUEUED, updatedTime: at(1) }),
      report({ phase: FAILED, updatedTime: at(5) }),
      report({ attempt: 2, phase: RUNNING, updatedTime: at(7) }),
      report({
        attempt: 2,
        phase: SUCCEEDED,
        updatedTime: at(9, 500_000_000),
        cacheStatus: CatalogCacheStatus.CACHE_POPULATED,
      }),
    ]);
    expect(statusOf(record, metadata)).toMatchObject({
      phase: SUCCEEDED,
      attempts: 2,
      startTime: at(1),
      endTime: at(9, 500_000_000),
      durationMs: 8500n,
      cacheStatus: CatalogCacheStatus.CACHE_POPULATED,
      revision: 0n,
    });
  });

  test("has no end while another attempt goes on", () => {
    const status = statusOf(
      recordOf([
        report({ phase: FAILED, updatedTime: at(5) }),
        report({ attempt: 2, phase: RUNNING, updatedTime: at(7) }),
      ]),
      metadata,
    );
    expect(status).toMatchObject({ phase: RUNNING, startTime: at(5) });
    expect(status.endTime).toBeUndefined();
    expect(status.durationMs).toBeUndefined();
  });

  test("of an action that nobody reported on counts its first attempt", () => {
    expect(statusOf(emptyRecord(), undefined)).toMatchObject({ phase: 0, attempts: 1 });
  });
});

describe("detailsOf", () => {
  const error = { message: "no such file", kind: ErrorInfo_Kind.USER };

  test("puts together the name, the metadata, the status at a revision, the spec and the attempts", () => {
    const record: ActionRecord = {
      ...recordOf([report({ phase: FAILED }), report({ attempt: 2, phase: RUNNING })]),
      spec: { case: "task", value: { $typeName: "runledger.run.v1.TaskSpec", shortName: "train" } },
    };
    expect(detailsOf(id, metadata, record, 7n)).toMatchObject({
      id,
      metadata,
      status: { phase: RUNNING, revision: 7n },
      spec: { case: "task", value: { shortName: "train" } },
      attempts: [
        { attempt: 1, phase: FAILED },
        { attempt: 2, phase: RUNNING },
      ],
    });
    expect(detailsOf(id, undefined, record, 7n).metadata).toBeUndefined();
  });

  test.each([FAILED, TIMED_OUT])("says what went wrong in phase %i", (phase) => {
    expect(result(recordOf([report({ phase, errorInfo: error })]))).toMatchObject({
      case: "errorInfo",
      value: error,
    });
    expect(result(recordOf([report({ phase })]))).toEqual({ case: undefined });
  });

  test("says nothing of an error that another attempt has left behind", () => {
    const events = [
      report({ phase: FAILED, errorInfo: error }),
      report({ attempt: 2, phase: SUCCEEDED }),
    ];
    expect(result(recordOf(events))).toEqual({ case: undefined });
    expect(result(recordOf([report({ phase: RUNNING, errorInfo: error })]))).toEqual({
      case: undefined,
    });
  });

  test("says why and by whom it was aborted", () => {
    const info = create(AbortInfoSchema, { reason: "no longer needed" });
    const running = recordOf([report({ phase: RUNNING })]);
    const aborted = requestAbort(running, metadata, info, { time: at(3), engine: "" });
    expect("record" in aborted && result(aborted.record)).toEqual({
      case: "abortInfo",
      value: info,
    });
  });

  test("takes the reason of an abort that a producer told of from its error", () => {
    expect(result(recordOf([report({ phase: ABORTED, errorInfo: error })]))).toMatchObject({
      case: "abortInfo",
      value: { reason: "no such file" },
    });
    expect(result(recordOf([report({ phase: ABORTED })]))).toMatchObject({
      case: "abortInfo",
      value: { reason: "" },
    });
  });

  test("says how a condition was resolved", () => {
    const signal = create(SignalInfoSchema, {});
    const record = { ...recordOf([report({ phase: SUCCEEDED })]), signal };
    expect(result(record)).toEqual({ case: "signalInfo", value: signal });
  });
});

test("toAction and toEnriched put an action together as lists and watches send it", () => {
  const action = toAction(id, metadata, statusOf(emptyRecord(), metadata));
  expect(action).toMatchObject({ id, metadata, status: { attempts: 1 } });
  const counts = new Int32Array(11);
  counts[SUCCEEDED] = 3;
  expect(toEnriched(action, true, counts.entries())).toMatchObject({
    action,
    meetsFilter: true,
    childrenPhaseCounts: { [SUCCEEDED]: 3 },
  });
  expect(toEnriched(action, false, counts.entries()).childrenPhaseCounts).toEqual({
    [SUCCEEDED]: 3,
  });
});
