import type { Timestamp } from "@bufbuild/protobuf/wkt";

/** Turns whole microseconds since 1970 into a timestamp. */
export function fromMicroseconds(micros: number): Timestamp {
  const seconds = Math.floor(micros / 1_000_000);
  return {
    $typeName: "google.protobuf.Timestamp",
    seconds: BigInt(seconds),
    nanos: (micros - seconds * 1_000_000) * 1000,
  };
}
