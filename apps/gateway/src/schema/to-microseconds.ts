import type { Timestamp } from "@bufbuild/protobuf/wkt";

/** Turns a timestamp into whole microseconds since 1970, rounded down: the unit of the store's time columns. */
export function toMicroseconds({ seconds, nanos }: Timestamp): number {
  return Number(seconds) * 1_000_000 + Math.floor(nanos / 1000);
}
