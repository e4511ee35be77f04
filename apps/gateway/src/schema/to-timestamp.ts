import { create } from "@bufbuild/protobuf";
import { type Timestamp, TimestampSchema } from "@bufbuild/protobuf/wkt";

/** Turns whole microseconds since 1970, the unit of the store's time columns, into a timestamp. */
export function toTimestamp(microseconds: number): Timestamp {
  const seconds = Math.floor(microseconds / 1_000_000);
  const nanos = (microseconds - seconds * 1_000_000) * 1000;
  return create(TimestampSchema, { seconds: BigInt(seconds), nanos });
}
