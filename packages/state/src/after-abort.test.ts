import { create } from "@bufbuild/protobuf";
import { ActionPhase } from "@runledger/proto/core/v1";
import { AbortInfoSchema, ActionMetadataSchema } from "@runledger/proto/run/v1";
import { describe, expect, test } from "vitest";
import { emptyRecord } from "./empty-record.ts";
import { foldReport } from "./fold.ts";
import { requestAbort } from "./request-abort.ts";
import { at } from "./testing/at.ts";
import { recordOf } from "./testing/record-of.ts";
import { report } from "./testing/report.ts";

const { QUEUED, RUNNING, SUCCEEDED, FAILED, ABORTED } = ActionPhase;
const running = recordOf([report({ phase: RUNNING })]);

describe("after an abort that the ledger took", () => {
  const aborted = requestAbort(running, undefined, create(AbortInfoSchema), {
    time: at(5),
    engine: "",
  });
  const record = "record" in aborted ? aborted.record : emptyRecord();

  test.each([
    { event: report({ phase: SUCCEEDED }), became: "RL303" },
    { event: report({ phase: FAILED }), became: "RL303" },
    { event: report({ attempt: 2, phase: QUEUED }), became: "RL303" },
    { event: report({ phase: ABORTED }), became: "updated" },
    { event: report({ phase: QUEUED }), became: "late" },
    { event: report({ phase: RUNNING, version: 1 }), became: "late" },
  ])("phase $event.phase of attempt $event.attempt is $became", ({ event, became }) => {
    const result = foldReport(record, undefined, event);
    expect("rule" in result ? result.rule : result.kind).toBe(became);
  });

  test("an attempt that had failed keeps its phase, and no other follows", () => {
    const failed = recordOf([report({ phase: FAILED })]);
    const metadata = create(ActionMetadataSchema, { maxAttempts: 2 });
    const overlay = requestAbort(failed, metadata, create(AbortInfoSchema), {
      time: at(5),
      engine: "",
    });
    expect(overlay.kind).toBe("overlay");
    const over = "record" in overlay ? overlay.record : emptyRecord();
    expect(foldReport(over, metadata, report({ attempt: 2, phase: QUEUED }))).toMatchObject({
      rule: "RL303",
      from: FAILED,
      legal: [],
    });
  });
});
