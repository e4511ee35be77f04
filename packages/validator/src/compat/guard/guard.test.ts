import { create } from "@bufbuild/protobuf";
import { ActionEventSchema, type ActionPhase, type ActionRecord } from "@runledger/proto";
import {
  actionPhaseLifecycle,
  attemptOf,
  emptyRecord,
  foldReport,
  phaseOf,
} from "@runledger/state";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Guard } from "./guard.ts";

const arbitraryReports = fc.array(
  fc.record({
    attempt: fc.integer({ min: 0, max: 4 }),
    value: fc.constantFrom(...actionPhaseLifecycle.values.map(({ number }) => number), 99),
  }),
  { maxLength: 12 },
);

test("the guard of any lifecycle does what the ledger's own does, with the ledger's lifecycle", () => {
  fc.assert(
    fc.property(arbitraryReports, (reports) => {
      const guard = new Guard(actionPhaseLifecycle);
      let record: ActionRecord = emptyRecord();
      for (const { attempt, value } of reports) {
        // One of them is unknown, which is the point.
        const phase = value as ActionPhase;
        const folded = foldReport(record, undefined, create(ActionEventSchema, { attempt, phase }));
        const kind = folded.kind === "rejected" ? "refused" : folded.kind;
        expect(guard.tell({ attempt, value })).toBe(kind);
        if ("record" in folded) record = folded.record;
        if (attemptOf(record) === 0) continue;
        expect(guard.known).toEqual({ attempt: attemptOf(record), value: phaseOf(record) });
      }
    }),
    { numRuns: 2000 },
  );
});
