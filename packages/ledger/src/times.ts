import type { Timestamp } from "@bufbuild/protobuf/wkt";

/**
 * Converts microseconds since 1970 to a timestamp.
 *
 * @param micros an integer, also below zero
 */
export function toTimestamp(micros: number): Timestamp {
  const seconds = Math.floor(micros / 1_000_000);
  return {
    $typeName: "google.protobuf.Timestamp",
    seconds: BigInt(seconds),
    nanos: (micros - seconds * 1_000_000) * 1000,
  };
}

/**
 * Converts a timestamp to whole microseconds since 1970, for sorting and filtering. What lies beyond the integers that a
 * number holds exactly (years before 1684 and after 2255) becomes the nearest of them.
 */
export function toMicros(time: Timestamp): number {
  const micros = Number(time.seconds) * 1_000_000 + Math.floor(time.nanos / 1000);
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, micros));
}

/** Converts a timestamp that may be unset to whole microseconds since 1970, or null. */
export function toMicrosOrNull(time: Timestamp | undefined): number | null {
  return time === undefined ? null : toMicros(time);
}
