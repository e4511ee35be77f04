import { ScalarType } from "@bufbuild/protobuf";
import * as fc from "fast-check";

// All of Unicode but lone surrogates, which UTF-8 has no bytes for.
const text = fc.string({ unit: "binary", maxLength: 12 });
const int32 = fc.integer();
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

const byType: Readonly<Record<ScalarType, fc.Arbitrary<unknown>>> = {
  // NaN is left out, since it is not equal to itself when messages are compared.
  [ScalarType.DOUBLE]: fc.double({ noNaN: true }),
  [ScalarType.FLOAT]: fc.float({ noNaN: true }),
  [ScalarType.INT64]: int64,
  [ScalarType.UINT64]: uint64,
  [ScalarType.INT32]: int32,
  [ScalarType.FIXED64]: uint64,
  [ScalarType.FIXED32]: uint32,
  [ScalarType.BOOL]: fc.boolean(),
  [ScalarType.STRING]: text,
  [ScalarType.BYTES]: fc.uint8Array({ maxLength: 12 }),
  [ScalarType.UINT32]: uint32,
  [ScalarType.SFIXED32]: int32,
  [ScalarType.SFIXED64]: int64,
  [ScalarType.SINT32]: int32,
  [ScalarType.SINT64]: int64,
};

/** Makes up values of a scalar type, over all of its range, but NaN. */
export function arbitraryScalar(type: ScalarType): fc.Arbitrary<unknown> {
  return byType[type];
}

/** Makes up keys of a map. `__proto__` is left out: no plain object can hold it. */
export function arbitraryMapKey(type: ScalarType): fc.Arbitrary<unknown> {
  return arbitraryScalar(type).filter((key) => key !== "__proto__");
}
