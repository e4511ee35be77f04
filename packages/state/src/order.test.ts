import { create, equals, fromBinary, toBinary } from "@bufbuild/protobuf";
import { ActionRecordSchema, ActionIdentifierSchema } from "@runledger/proto/run/v1";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detailsOf } from "./details-of.ts";
import { isFinal } from "./is-final.ts";
import { statusOf } from "./status-of.ts";
import { anyOrderOf, arbitraryStory } from "./testing/arbitrary-story.ts";
import { deepFreeze } from "./testing/deep-freeze.ts";
import { type Told, tell } from "./testing/tell.ts";

const legal = ["moved", "updated", "late", "declared", "same"];
const id = create(ActionIdentifierSchema, { name: "a1" });
const inAnyOrder = arbitraryStory.chain(({ steps }) =>
  fc.record({ steps: fc.constant(steps), anew: anyOrderOf(steps) }),
);

/** Compares field by field: as messages, as bytes, and as what they are, plain objects. */
function expectSame(told: Told, anew: Told): void {
  expect(anew.record).toEqual(told.record);
  expect(equals(ActionRecordSchema, anew.record, told.record)).toBe(true);
  expect(toBinary(ActionRecordSchema, anew.record)).toEqual(
    toBinary(ActionRecordSchema, told.record),
  );
  expect(anew.metadata).toEqual(told.metadata);
  expect(statusOf(anew.record, anew.metadata)).toEqual(statusOf(told.record, told.metadata));
  expect(detailsOf(id, anew.metadata, anew.record, 7n)).toEqual(
    detailsOf(id, told.metadata, told.record, 7n),
  );
  expect(isFinal(anew.record, anew.metadata)).toBe(isFinal(told.record, told.metadata));
}

const many = { numRuns: 1000 };
/** Milliseconds. Far more than a thousand stories take, for machines that do other things beside. */
const timeout = 60_000;

describe("every legal story", { timeout }, () => {
  test("is taken whole, and ends the same in any order with any repeats", () => {
    fc.assert(
      fc.property(inAnyOrder, ({ steps, anew }) => {
        const told = tell(steps);
        const again = tell(anew);
        expect(legal).toEqual(expect.arrayContaining([...told.kinds, ...again.kinds]));
        expectSame(told, again);
      }),
      many,
    );
  });

  test("ends the same where the record is written and read between any two reports", () => {
    fc.assert(
      fc.property(arbitraryStory, ({ steps }) => {
        const stored = tell(steps, (record) =>
          fromBinary(ActionRecordSchema, toBinary(ActionRecordSchema, record)),
        );
        expect(stored.kinds).toEqual(tell(steps).kinds);
        expectSame(tell(steps), stored);
      }),
    );
  });

  test("is folded without touching what was there before", () => {
    fc.assert(
      fc.property(inAnyOrder, ({ anew }) => {
        const frozen = tell(deepFreeze(anew), deepFreeze);
        expect(frozen.kinds).toEqual(tell(anew).kinds);
        expectSame(tell(anew), frozen);
      }),
    );
  });
});
