import { ActionPhase } from "@runledger/proto/core/v1";
import { describe, expect, test } from "vitest";
import { isTerminal } from "./is-terminal.ts";
import {
  type PhaseName,
  fromProtobuf,
  phaseNames,
  toProtobufName,
  toProtobufValue,
} from "./phase-names.ts";

// As `flyte.models.ActionPhase` of the SDK, 2.12.1, has them.
const sdk: Record<PhaseName, { name: string; value: number; terminal: boolean }> = {
  queued: { name: "ACTION_PHASE_QUEUED", value: 1, terminal: false },
  waiting_for_resources: { name: "ACTION_PHASE_WAITING_FOR_RESOURCES", value: 2, terminal: false },
  initializing: { name: "ACTION_PHASE_INITIALIZING", value: 3, terminal: false },
  running: { name: "ACTION_PHASE_RUNNING", value: 4, terminal: false },
  succeeded: { name: "ACTION_PHASE_SUCCEEDED", value: 5, terminal: true },
  failed: { name: "ACTION_PHASE_FAILED", value: 6, terminal: true },
  aborted: { name: "ACTION_PHASE_ABORTED", value: 7, terminal: true },
  timed_out: { name: "ACTION_PHASE_TIMED_OUT", value: 8, terminal: true },
  paused: { name: "ACTION_PHASE_PAUSED", value: 9, terminal: false },
  recovered: { name: "ACTION_PHASE_RECOVERED", value: 10, terminal: true },
};

test("all phases have the names that the SDK gives them", () => {
  expect(phaseNames.toSorted()).toEqual(Object.keys(sdk).toSorted());
});

describe.each(phaseNames)("%s", (phase) => {
  const { name, value, terminal } = sdk[phase];

  test(`is ${name}, ${value}, ${terminal ? "terminal" : "not terminal"}`, () => {
    expect(toProtobufName(phase)).toBe(name);
    expect(toProtobufValue(phase)).toBe(value);
    expect(fromProtobuf(value)).toBe(phase);
    expect(isTerminal(value)).toBe(terminal);
    expect(isTerminal(phase)).toBe(terminal);
  });
});

describe("what is no phase is refused, with what is one", () => {
  test.each([ActionPhase.UNSPECIFIED, 11, -1, 1.5, Number.NaN])("the number %d", (number) => {
    expect(() => fromProtobuf(number)).toThrow(RangeError);
    expect(() => fromProtobuf(number)).toThrow(/phase: .* 1 \(queued\)/);
  });

  test.each(["unspecified", "QUEUED", "action_phase_queued", "", "toString"])(
    "the name %o",
    (name) => {
      expect(() => toProtobufName(name as PhaseName)).toThrow(RangeError);
      expect(() => isTerminal(name as PhaseName)).toThrow(RangeError);
      expect(() => toProtobufValue(name as PhaseName)).toThrow(/Known are queued/);
    },
  );
});
