import type { Timestamp } from "@bufbuild/protobuf/wkt";

/** Converts microseconds since 1970 to a timestamp. */
export function toTimestamp(micros: number): Timestamp {
  const seconds = Math.floor(micros / 1_000_000);
  const nanos = (micros - seconds * 1_000_000) * 1000;
  return { $typeName: "google.protobuf.Timestamp", seconds: BigInt(seconds), nanos };
}

/** Converts a timestamp to microseconds since 1970, rounded up: what is due then isn't looked at before. */
export function toMicros({ nanos, seconds }: Timestamp): number {
  return Number(seconds) * 1_000_000 + Math.ceil(nanos / 1000);
}
