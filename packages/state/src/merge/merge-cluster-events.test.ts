import { create } from "@bufbuild/protobuf";
import { type ClusterEvent, ClusterEventSchema } from "@runledger/proto/run/v1";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at } from "../testing/at.ts";
import {
  MAX_CLUSTER_EVENTS,
  mergeClusterEvents,
  type MergedClusterEvents,
} from "./merge-cluster-events.ts";

function happened(seconds: number | undefined, message: string): ClusterEvent {
  return create(ClusterEventSchema, {
    message,
    ...(seconds === undefined ? {} : { occurredAt: at(seconds) }),
  });
}

const few = fc.array(
  fc
    .record({
      seconds: fc.option(fc.nat(4), { nil: undefined }),
      message: fc.constantFrom("a", "b"),
      type: fc.nat(2),
      count: fc.nat(1),
      reason: fc.constantFrom("", "r"),
      sourceComponent: fc.constantFrom("", "s"),
    })
    .map(({ seconds, message, ...rest }): ClusterEvent => {
      const { type, ...others } = rest;
      return { ...happened(seconds, message), ...others, type: type as ClusterEvent["type"] };
    }),
  { maxLength: 12 },
);

describe("mergeClusterEvents", () => {
  test("keeps each thing once, however the telling is cut up", () => {
    fc.assert(
      fc.property(fc.array(few, { maxLength: 5 }), (batches) => {
        let merged: ClusterEvent[] = [];
        for (const batch of batches) merged = mergeClusterEvents(merged, batch).events;
        const texts = batches.flat().map((event) => textOf(event));
        expect(new Set(merged.map((event) => textOf(event)))).toEqual(new Set(texts));
        expect(merged).toHaveLength(new Set(texts).size);
        const whole = { events: merged, cut: false };
        expect(mergeClusterEvents([], batches.flat())).toEqual(whole);
        expect(mergeClusterEvents(merged, batches.flat())).toEqual(whole);
      }),
    );
  });

  test("sorts by time, those without one first, then by content", () => {
    const told = [happened(2, "a"), happened(1, "b"), happened(undefined, "z"), happened(1, "a")];
    const sorted = mergeClusterEvents([], told).events.map(({ message }) => message);
    expect(sorted).toEqual(["z", "a", "b", "a"]);
  });

  test("leaves what it was given as it was", () => {
    const known = Object.freeze([happened(1, "a"), happened(3, "c")]);
    const told = Object.freeze([happened(2, "b"), happened(0, "0")]);
    const messages = mergeClusterEvents(known, told).events.map(({ message }) => message);
    expect(messages).toEqual(["0", "a", "b", "c"]);
  });

  test(`keeps the newest ${MAX_CLUSTER_EVENTS}, in whatever order they come`, () => {
    const all = Array.from({ length: MAX_CLUSTER_EVENTS + 7 }, (_, second) =>
      happened(second, "e"),
    );
    const merge = (...parts: ClusterEvent[][]) => {
      let merged: MergedClusterEvents = { events: [], cut: false };
      for (const part of parts) {
        const { cut, events } = mergeClusterEvents(merged.events, part);
        merged = { events, cut: merged.cut || cut };
      }
      return merged;
    };
    const kept = { events: all.slice(7), cut: true };
    expect(merge(all.slice(0, 9000), all.slice(9000))).toEqual(kept);
    expect(merge(all.slice(9000), all.slice(0, 9000), all)).toEqual(kept);
    expect(merge(all.slice(7), all.slice(7)).cut).toBe(false);
  });
});

function textOf({ occurredAt, ...rest }: ClusterEvent): string {
  return JSON.stringify({ ...rest, occurredAt: String(occurredAt?.seconds) });
}
