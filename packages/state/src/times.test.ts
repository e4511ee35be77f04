import { create } from "@bufbuild/protobuf";
import { DurationSchema, TimestampSchema } from "@bufbuild/protobuf/wkt";
import { ActionPhase } from "@runledger/proto/core/v1";
import { describe, expect, test } from "vitest";
import { at } from "./testing/at.ts";
import { report } from "./testing/report.ts";
import {
  addDuration,
  compareTimes,
  earlier,
  later,
  millisecondsBetween,
  toldTime,
} from "./times.ts";

const longAgo = create(TimestampSchema, { seconds: -62_135_596_800n });

describe("compareTimes", () => {
  test.each([
    { a: at(1), b: at(2), sign: -1 },
    { a: at(2, 1), b: at(2, 2), sign: -1 },
    { a: at(2, 2), b: at(2, 2), sign: 0 },
    { a: at(3, 0), b: at(2, 999_999_999), sign: 1 },
    { a: longAgo, b: at(-1), sign: -1 },
  ])("of $a.seconds.$a.nanos and $b.seconds.$b.nanos is $sign", ({ a, b, sign }) => {
    expect(Math.sign(compareTimes(a, b))).toBe(sign);
  });
});

describe("earlier and later", () => {
  test("take the one that is known", () => {
    expect(earlier(undefined, at(1))).toEqual(at(1));
    expect(earlier(at(1), undefined)).toEqual(at(1));
    expect(earlier(undefined, undefined)).toBeUndefined();
  });

  test("take the first of two equal ones, so that nothing is replaced by its like", () => {
    const [a, b] = [at(1), at(1)];
    expect(earlier(a, b)).toBe(a);
    expect(later(a, b)).toBe(a);
  });

  test("take the one of two that it is", () => {
    expect(earlier(at(2), at(1))).toEqual(at(1));
    expect(later(at(2), at(1))).toEqual(at(2));
    expect(later(at(1), at(2))).toEqual(at(2));
  });
});

describe("addDuration", () => {
  test.each([
    {
      from: at(1, 600_000_000),
      duration: { seconds: 2n, nanos: 500_000_000 },
      to: at(4, 100_000_000),
    },
    {
      from: at(1, 200_000_000),
      duration: { seconds: 0n, nanos: -500_000_000 },
      to: at(0, 700_000_000),
    },
    { from: at(1), duration: {}, to: at(1) },
  ])("carries over: $to.seconds s $to.nanos ns", ({ from, duration, to }) => {
    expect(addDuration(from, create(DurationSchema, duration))).toEqual(to);
  });
});

describe("millisecondsBetween", () => {
  test.each([
    { from: at(1), to: at(3, 1_999_999), ms: 2001n },
    { from: at(1, 999_999_999), to: at(2), ms: 0n },
    { from: at(3), to: at(1), ms: 0n },
    { from: longAgo, to: at(0), ms: 62_135_596_800_000n },
  ])("is $ms", ({ from, to, ms }) => {
    expect(millisecondsBetween(from, to)).toBe(ms);
  });
});

describe("toldTime", () => {
  const all = { updatedTime: at(1), reportedTime: at(2), startTime: at(3), endTime: at(4) };
  const { updatedTime: _updated, ...reported } = all;
  const { reportedTime: _reported, ...old } = reported;

  test.each([
    { told: all, phase: ActionPhase.RUNNING, time: at(1), of: "the platform" },
    { told: reported, phase: ActionPhase.RUNNING, time: at(2), of: "the producer" },
    { told: old, phase: ActionPhase.RUNNING, time: at(3), of: "the attempt's start" },
    { told: old, phase: ActionPhase.FAILED, time: at(4), of: "the attempt's end" },
    { told: { startTime: at(3) }, phase: ActionPhase.FAILED, time: undefined, of: "nobody" },
    { told: { endTime: at(4) }, phase: ActionPhase.QUEUED, time: undefined, of: "nobody" },
  ])("takes that of $of", ({ told, phase, time }) => {
    expect(toldTime(report({ ...told, phase }))).toEqual(time);
  });
});
