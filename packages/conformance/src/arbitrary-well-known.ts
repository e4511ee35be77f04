import {
  type DescMessage,
  type Message,
  create,
  fromBinary,
  fromJson,
  toBinary,
} from "@bufbuild/protobuf";
import {
  AnySchema,
  DurationSchema,
  FieldMaskSchema,
  ListValueSchema,
  StructSchema,
  TimestampSchema,
  ValueSchema,
} from "@bufbuild/protobuf/wkt";
import * as fc from "fast-check";

const nanos = fc.integer({ min: 0, max: 999_999_999 });
// A JSON text and back: what JSON can't say, such as -0, is gone.
const json = fc
  .json({ maxDepth: 2 })
  .map((text) => JSON.parse(text.replaceAll("__proto__", "proto")));

// JSON bounds these: years 1 to 9999, and 10000 years either way with one sign for both parts.
const timestamp = fc
  .record({ seconds: fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n }), nanos })
  .map((init) => create(TimestampSchema, init));
const duration = fc
  .record({
    seconds: fc.bigInt({ min: 0n, max: 315_576_000_000n }),
    nanos,
    sign: fc.constantFrom(1, -1),
  })
  .map((made) =>
    create(DurationSchema, {
      seconds: made.seconds * BigInt(made.sign),
      nanos: made.nanos * made.sign,
    }),
  );

const bySchema: readonly (readonly [DescMessage, fc.Arbitrary<Message>])[] = [
  [TimestampSchema, timestamp],
  [DurationSchema, duration],
  [ValueSchema, json.map((value) => fromJson(ValueSchema, value))],
  [ListValueSchema, json.map((value) => fromJson(ListValueSchema, [value]))],
  [StructSchema, json.map((value) => fromJson(StructSchema, { value }))],
  // What they hold would have to be known to both sides.
  [AnySchema, fc.constant(create(AnySchema))],
  [FieldMaskSchema, fc.constant(create(FieldMaskSchema))],
];

/**
 * Makes up messages of those types whose JSON follows rules of its own; undefined for the others.
 */
export function arbitraryWellKnown(desc: DescMessage): fc.Arbitrary<Message> | undefined {
  const found = bySchema.find(([schema]) => schema.typeName === desc.typeName);
  // The same bytes, read by the descriptor that was asked for: compiled files bring their own of
  // each.
  return found?.[1].map((message) => fromBinary(desc, toBinary(found[0], message)));
}
