import type { Duration, Timestamp } from "@bufbuild/protobuf/wkt";
import type { ActionEvent } from "@runledger/proto/run/v1";
import { actionPhaseLifecycle as lifecycle } from "./lifecycles.ts";

const NANOS_PER_SECOND = 1_000_000_000;
const NANOS_PER_MILLISECOND = 1_000_000n;

/** Orders two points in time: below 0 if the first is earlier, 0 if they are the same, above 0 if it is later. */
export function compareTimes(a: Timestamp, b: Timestamp): number {
  if (a.seconds !== b.seconds) return a.seconds < b.seconds ? -1 : 1;
  return a.nanos - b.nanos;
}

/** Gets the earlier of two points in time, of which any may be unknown. Of two equal ones, the first. */
export function earlier(a: Timestamp | undefined, b: Timestamp | undefined): Timestamp | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareTimes(a, b) <= 0 ? a : b;
}

/** Gets the later of two points in time. Of two equal ones, the first. */
export function later(a: Timestamp, b: Timestamp): Timestamp {
  return compareTimes(a, b) >= 0 ? a : b;
}

/** Adds a length of time to a point in time. */
export function addDuration(time: Timestamp, duration: Duration): Timestamp {
  const nanos = time.nanos + duration.nanos;
  const carry = Math.floor(nanos / NANOS_PER_SECOND);
  return {
    $typeName: "google.protobuf.Timestamp",
    seconds: time.seconds + duration.seconds + BigInt(carry),
    nanos: nanos - carry * NANOS_PER_SECOND,
  };
}

/** Adds milliseconds, whole or not, to a point in time. */
export function addMilliseconds(time: Timestamp, milliseconds: number): Timestamp {
  const seconds = Math.floor(milliseconds / 1000);
  const nanos = Math.round((milliseconds - seconds * 1000) * 1_000_000);
  return addDuration(time, {
    $typeName: "google.protobuf.Duration",
    seconds: BigInt(seconds),
    nanos,
  });
}

/** Measures from one point in time to a later one, in whole milliseconds. 0 if it isn't later. */
export function millisecondsBetween(from: Timestamp, to: Timestamp): bigint {
  const nanos =
    (to.seconds - from.seconds) * BigInt(NANOS_PER_SECOND) + BigInt(to.nanos - from.nanos);
  return nanos > 0n ? nanos / NANOS_PER_MILLISECOND : 0n;
}

/**
 * Gets when the phase that a report tells of began: the time of the platform that ran it, else when the producer saw it,
 * else what older producers say of the attempt's start (or of its end, if that is what the phase is).
 */
export function toldTime(event: ActionEvent): Timestamp | undefined {
  // oxlint-disable typescript/no-deprecated -- Producers of the first Flyte 2 releases set only these.
  return (
    event.updatedTime ??
    event.reportedTime ??
    (lifecycle.isTerminal(event.phase) ? event.endTime : event.startTime)
  );
  // oxlint-enable typescript/no-deprecated
}
