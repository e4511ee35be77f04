import { create } from "@bufbuild/protobuf";
import { ActionPhase } from "@runledger/proto/core/v1";
import {
  AbortInfoSchema,
  AbortState,
  ActionMetadataSchema,
  type ActionRecord,
} from "@runledger/proto/run/v1";
import { describe, expect, test } from "vitest";
import { confirmAbort } from "./confirm-abort.ts";
import { attemptOf, phaseOf } from "./current.ts";
import { emptyRecord } from "./empty-record.ts";
import { isFinal } from "./is-final.ts";
import { LEDGER_VERSION, ledgerReport } from "./ledger-report.ts";
import { actionPhaseLifecycle } from "./lifecycles.ts";
import { type AbortResult, requestAbort } from "./request-abort.ts";
import { at } from "./testing/at.ts";
import { recordOf } from "./testing/record-of.ts";
import { report } from "./testing/report.ts";

const { RUNNING, FAILED, SUCCEEDED, ABORTED } = ActionPhase;
const info = create(AbortInfoSchema, { reason: "no longer needed" });
const twice = create(ActionMetadataSchema, { maxAttempts: 2 });

function abort(record: ActionRecord, engine = "", metadata = twice): AbortResult {
  return requestAbort(record, metadata, info, { time: at(7), engine });
}

function recordIn(result: AbortResult): ActionRecord {
  if (!("record" in result)) throw new Error(result.kind);
  return result.record;
}

const open = actionPhaseLifecycle.values.filter(
  ({ role, terminal }) => role !== "absent" && !terminal,
);
const ending = actionPhaseLifecycle.values.filter(({ ends }) => ends === "subject");

describe("an abort", () => {
  test.each(open)("of an action in $shortName moves it, in its attempt", ({ number: phase }) => {
    const record = recordOf([report({ phase, attempt: 1 })]);
    const result = abort(record);
    expect(result).toMatchObject({
      kind: "aborted",
      events: [{ attempt: 1, phase: ABORTED, version: LEDGER_VERSION, updatedTime: at(7) }],
      record: { abort: { info, state: AbortState.CONFIRMED, requestedTime: at(7) } },
    });
    expect(phaseOf(recordIn(result))).toBe(ABORTED);
    expect(isFinal(recordIn(result), twice)).toBe(true);
    expect(phaseOf(record)).toBe(phase);
  });

  test("happens in the latest attempt", () => {
    const record = recordOf([report({ phase: FAILED }), report({ attempt: 2, phase: RUNNING })]);
    expect(attemptOf(recordIn(abort(record)))).toBe(2);
    expect(phaseOf(recordIn(abort(record)))).toBe(ABORTED);
  });

  test("of an action that was never heard of aborts its first attempt", () => {
    expect(attemptOf(recordIn(abort(emptyRecord())))).toBe(1);
  });

  test.each(ending)(
    "of an action that ended $shortName changes nothing and says so",
    ({ number: phase }) => {
      expect(abort(recordOf([report({ phase })]))).toEqual({ kind: "ended", phase });
    },
  );

  test("of one whose attempts are used up changes nothing either", () => {
    const record = recordOf([report({ phase: FAILED }), report({ attempt: 2, phase: FAILED })]);
    expect(abort(record)).toEqual({ kind: "ended", phase: FAILED });
  });

  test("of one that failed and may be tried again keeps its phase and forbids that", () => {
    const result = abort(recordOf([report({ phase: FAILED })]));
    expect(result.kind).toBe("overlay");
    expect(phaseOf(recordIn(result))).toBe(FAILED);
    expect(isFinal(recordIn(result), twice)).toBe(true);
  });

  test("is asked for once: again, it changes nothing and says so", () => {
    const aborted = recordIn(abort(recordOf([report({ phase: RUNNING })])));
    expect(abort(aborted)).toEqual({ kind: "ended", phase: ABORTED });
    const overlaid = recordIn(abort(recordOf([report({ phase: FAILED })])));
    expect(abort(overlaid)).toEqual({ kind: "ended", phase: FAILED });
  });

  test("is to be delivered at once where an engine owns the work", () => {
    const { abort: request } = recordIn(abort(recordOf([report({ phase: RUNNING })]), "flyte"));
    expect(request).toMatchObject({
      state: AbortState.REQUESTED,
      nextDeliveryTime: at(7),
      deliveries: 0,
    });
  });
});

describe("an abort that was requested of an engine", () => {
  const asked = recordIn(abort(recordOf([report({ phase: RUNNING })]), "flyte"));

  test.each([
    { phase: ABORTED, what: "that it stopped" },
    { phase: SUCCEEDED, what: "that it ended by itself, though that is refused" },
    { phase: FAILED, what: "that it failed" },
  ])("is confirmed by the report $what", ({ phase }) => {
    const confirmed = confirmAbort(asked, report({ phase, updatedTime: at(12) }));
    expect(confirmed?.abort).toMatchObject({
      state: AbortState.CONFIRMED,
      updatedTime: at(12),
      info,
    });
    expect(confirmed?.abort?.nextDeliveryTime).toBeUndefined();
    expect(asked.abort?.state).toBe(AbortState.REQUESTED);
  });

  test.each([
    { event: report({ phase: RUNNING, version: 1 }), what: "that it is at work" },
    { event: ledgerReport(1, ABORTED, at(7)), what: "of the ledger itself" },
  ])("is not by a report $what", ({ event }) => {
    expect(confirmAbort(asked, event)).toBeUndefined();
  });

  test("is not by the end of an earlier attempt", () => {
    const second = recordOf([report({ phase: FAILED }), report({ attempt: 2, phase: RUNNING })]);
    const record = recordIn(abort(second, "flyte"));
    expect(confirmAbort(record, report({ phase: FAILED, version: 1 }))).toBeUndefined();
  });

  test.each([
    { state: AbortState.DELIVERED, confirmed: true },
    { state: AbortState.GIVEN_UP, confirmed: true },
    { state: AbortState.CONFIRMED, confirmed: false },
  ])("can be confirmed in state $state: $confirmed", ({ state, confirmed }) => {
    const request = asked.abort;
    const record = request === undefined ? asked : { ...asked, abort: { ...request, state } };
    expect(confirmAbort(record, report({ phase: ABORTED })) !== undefined).toBe(confirmed);
  });

  test("is none where none was asked for", () => {
    expect(confirmAbort(emptyRecord(), report({ phase: ABORTED }))).toBeUndefined();
  });
});
