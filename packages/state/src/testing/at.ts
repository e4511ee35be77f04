import type { Timestamp } from "@bufbuild/protobuf/wkt";

/** Makes the point in time so many seconds after the tests' own zero. */
export function at(seconds: number, nanos = 0): Timestamp {
  return { $typeName: "google.protobuf.Timestamp", seconds: BigInt(seconds), nanos };
}
