import type { Duration, Timestamp } from "@bufbuild/protobuf/wkt";

/** What each scalar is inside the program: the type that resolvers take and give. */
export type ScalarShapes = {
  ID: { Input: string; Output: string };
  Timestamp: { Input: Timestamp; Output: Timestamp };
  Duration: { Input: Duration; Output: Duration };
  UInt32: { Input: number; Output: number };
  Long: { Input: bigint; Output: bigint | number };
  Double: { Input: number; Output: number };
  Revision: { Input: number; Output: number | bigint };
  JSON: { Input: unknown; Output: unknown };
};
