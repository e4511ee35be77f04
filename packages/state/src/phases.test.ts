import { ActionPhase } from "@runledger/proto/core/v1";
import { expect, test } from "vitest";
import { phaseLabel } from "./phase-label.ts";
import {
  abortedPhase,
  absentPhase,
  awaitingPhase,
  initialPhase,
  isBeforeWork,
  outcomeOf,
  signalledPhase,
} from "./phases.ts";

test("the phases that the ledger sets itself are found by what they are", () => {
  expect({ absentPhase, initialPhase, awaitingPhase, abortedPhase, signalledPhase }).toEqual({
    absentPhase: ActionPhase.UNSPECIFIED,
    initialPhase: ActionPhase.QUEUED,
    awaitingPhase: ActionPhase.PAUSED,
    abortedPhase: ActionPhase.ABORTED,
    signalledPhase: ActionPhase.SUCCEEDED,
  });
});

test.each([
  { phase: ActionPhase.UNSPECIFIED, before: true, outcome: undefined, label: "UNSPECIFIED" },
  { phase: ActionPhase.INITIALIZING, before: true, outcome: undefined, label: "INITIALIZING" },
  { phase: ActionPhase.PAUSED, before: false, outcome: undefined, label: "PAUSED" },
  { phase: ActionPhase.TIMED_OUT, before: false, outcome: "failure", label: "TIMED_OUT" },
  { phase: ActionPhase.RECOVERED, before: false, outcome: "success", label: "RECOVERED" },
  { phase: 99, before: true, outcome: undefined, label: "99" },
])("$label: before work $before, outcome $outcome", ({ phase, before, outcome, label }) => {
  expect(isBeforeWork(phase)).toBe(before);
  expect(outcomeOf(phase)).toBe(outcome);
  expect(phaseLabel(phase)).toBe(label);
});
