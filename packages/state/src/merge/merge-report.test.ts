import { ActionPhase, ExecutionError_ErrorKind } from "@runledger/proto/core/v1";
import { type ActionAttempt, CatalogCacheStatus, ErrorInfo_Kind } from "@runledger/proto/run/v1";
import { describe, expect, test } from "vitest";
import { at } from "../testing/at.ts";
import { recordOf } from "../testing/record-of.ts";
import { report } from "../testing/report.ts";

const { QUEUED, RUNNING, SUCCEEDED, FAILED, PAUSED } = ActionPhase;

function attemptOf(...events: Parameters<typeof report>[0][]): ActionAttempt | undefined {
  return recordOf(events.map((event) => report(event))).attempts[0]?.attempt;
}

describe("times", () => {
  test("an attempt starts at the earliest time told and ends where its terminal phase begins", () => {
    const attempt = attemptOf(
      { phase: SUCCEEDED, updatedTime: at(9) },
      { phase: QUEUED, updatedTime: at(2) },
      { phase: RUNNING, updatedTime: at(4), startTime: at(1) },
    );
    expect(attempt).toMatchObject({ startTime: at(1), endTime: at(9), phase: SUCCEEDED });
  });

  test("it never ends before it starts", () => {
    const attempt = attemptOf(
      { phase: RUNNING, updatedTime: at(9) },
      { phase: SUCCEEDED, updatedTime: at(4) },
    );
    expect(attempt).toMatchObject({ startTime: at(4), endTime: at(4) });
  });

  test("it has no end before a terminal phase, nor if nobody tells when that was", () => {
    expect(attemptOf({ phase: RUNNING, endTime: at(4) })?.endTime).toBeUndefined();
    expect(attemptOf({ phase: SUCCEEDED, startTime: at(1) })?.endTime).toBeUndefined();
  });
});

describe("details", () => {
  test.each([
    { field: "outputs", paused: { outputUri: "a" }, ended: { outputUri: "b" } },
    { field: "cluster", paused: "a", ended: "b" },
    { field: "reportedAs", paused: "node.DYNAMIC_RUNNING", ended: "node.SKIPPED" },
    { field: "logContext", paused: { primaryPodName: "a" }, ended: { primaryPodName: "b" } },
    {
      field: "cacheStatus",
      paused: CatalogCacheStatus.CACHE_MISS,
      ended: CatalogCacheStatus.CACHE_POPULATED,
    },
    {
      field: "cacheMetadata",
      paused: { sourceActionAttempt: { attempt: 1 } },
      ended: { sourceActionAttempt: { attempt: 2 } },
    },
    { field: "error", paused: { code: "a" }, ended: { code: "b" } },
  ])(
    "$field is of the phase that is further on, whatever the numbers say",
    ({ field, paused, ended }) => {
      // PAUSED has the greater number and comes first.
      const reports = [
        { phase: PAUSED, version: 5, [field]: paused },
        { phase: FAILED, version: 0, [field]: ended },
      ];
      expect(attemptOf(...reports)).toMatchObject({ [field]: ended });
      expect(attemptOf(...reports.toReversed())).toMatchObject({ [field]: ended });
    },
  );

  test("what a later report doesn't tell of stays", () => {
    const attempt = attemptOf(
      { phase: RUNNING, cluster: "c", outputs: { outputUri: "o" }, logContext: {} },
      { phase: SUCCEEDED },
    );
    expect(attempt).toMatchObject({
      cluster: "c",
      outputs: { outputUri: "o" },
      logsAvailable: true,
    });
  });

  test("each detail has its own source", () => {
    const record = recordOf([
      report({ phase: RUNNING, version: 3, cluster: "c" }),
      report({ phase: SUCCEEDED, outputs: { outputUri: "o" } }),
    ]);
    expect(record.attempts[0]?.sources).toMatchObject({
      7: { phase: SUCCEEDED, version: 0 },
      12: { phase: RUNNING, version: 3 },
    });
  });

  test("logs can't be looked up before anyone says who prints them", () => {
    expect(attemptOf({ phase: RUNNING })?.logsAvailable).toBe(false);
    expect(attemptOf({ phase: RUNNING, logContext: {} })?.logsAvailable).toBe(true);
  });
});

describe("errors", () => {
  test.each([
    { info: ErrorInfo_Kind.UNSPECIFIED, error: ExecutionError_ErrorKind.UNKNOWN },
    { info: ErrorInfo_Kind.USER, error: ExecutionError_ErrorKind.USER },
    { info: ErrorInfo_Kind.SYSTEM, error: ExecutionError_ErrorKind.SYSTEM },
  ])("kind $info in short is kind $error whole, and back", ({ info, error }) => {
    const short = { message: "m", kind: info };
    const whole = { message: "m", kind: error };
    expect(attemptOf({ phase: FAILED, errorInfo: short })?.error).toMatchObject(whole);
    expect(attemptOf({ phase: FAILED, error: whole })?.errorInfo).toMatchObject(short);
  });

  test("where a report tells both, both are kept", () => {
    const told = { errorInfo: { message: "short" }, error: { message: "long", code: "E" } };
    expect(attemptOf({ phase: FAILED, ...told })).toMatchObject(told);
  });

  test("both forms are always of the same report", () => {
    const attempt = attemptOf(
      { phase: FAILED, version: 0, error: { message: "first", code: "E" } },
      { phase: FAILED, version: 1, errorInfo: { message: "second" } },
    );
    expect(attempt?.errorInfo?.message).toBe("second");
    expect(attempt?.error).toMatchObject({ message: "second", code: "" });
  });
});
