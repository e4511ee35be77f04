import { create, equals } from "@bufbuild/protobuf";
import { DurationSchema, TimestampSchema } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { assertScalarType, GraphQLError } from "graphql";
import { describe, expect, test } from "vitest";
import { schema } from "../schema.ts";

const scalar = (name: string): ReturnType<typeof assertScalarType> =>
  assertScalarType(schema.getType(name));
const parse = (name: string, value: unknown): unknown => scalar(name).coerceInputValue(value);
const serialize = (name: string, value: unknown): unknown => scalar(name).coerceOutputValue(value);

/** What JSON makes of a value on its way. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const seconds = fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n });
const nanos = fc.integer({ min: 0, max: 999_999_999 });

describe("Scalars", () => {
  test("every Timestamp comes back as it was, to the nanosecond", () => {
    fc.assert(
      fc.property(seconds, nanos, (whole, part) => {
        const time = create(TimestampSchema, { seconds: whole, nanos: part });
        const back = parse("Timestamp", sent(serialize("Timestamp", time)));
        expect(equals(TimestampSchema, time, back as typeof time)).toBe(true);
      }),
    );
  });

  test("every Duration comes back as it was, to the nanosecond", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 315_576_000_000n }),
        nanos,
        fc.boolean(),
        (whole, part, minus) => {
          const length = create(DurationSchema, {
            seconds: minus ? -whole : whole,
            nanos: minus ? -part : part,
          });
          const back = parse("Duration", sent(serialize("Duration", length)));
          expect(equals(DurationSchema, length, back as typeof length)).toBe(true);
        },
      ),
    );
  });

  test("every Long comes back as it was, and is a number where that is exact", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), (whole) => {
        const shown = sent(serialize("Long", whole));
        expect(typeof shown).toBe(
          whole >= -(2n ** 53n) + 1n && whole <= 2n ** 53n - 1n ? "number" : "string",
        );
        expect(parse("Long", shown)).toBe(whole);
      }),
    );
  });

  test("every Double comes back as it was, those that JSON has no number for included", () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const back = parse("Double", sent(serialize("Double", value)));
        // JSON knows one zero.
        expect(back).toEqual(Object.is(value, -0) ? 0 : value);
      }),
    );
  });

  test.each([
    ["Timestamp", "2026-11-21"],
    ["Timestamp", "2026-11-21T09:30:00"],
    ["Timestamp", "2026-13-21T09:30:00Z"],
    ["Timestamp", 1_700_000_000],
    ["Duration", "1.5"],
    ["Duration", "1.0000000001s"],
    ["Duration", 5],
    ["UInt32", -1],
    ["UInt32", 4_294_967_296],
    ["UInt32", 1.5],
    ["UInt32", "1"],
    ["Long", "1.5"],
    ["Long", 2 ** 53],
    ["Long", "18446744073709551616"],
    ["Long", true],
    ["Revision", -1],
    ["Revision", 2 ** 53],
    ["Revision", "r1"],
    ["Double", "one"],
  ])("%s refuses %j, and says what it takes", (name, value) => {
    expect(() => parse(name, value)).toThrow(GraphQLError);
    expect(() => parse(name, value)).toThrow(new RegExp(`^${name} cannot be .*: (a |seconds)`));
  });

  test.each([
    ["Timestamp", "2026-11-21T10:30:00.5+01:00", { seconds: 1_795_253_400n, nanos: 500_000_000 }],
    ["UInt32", 4_294_967_295, 4_294_967_295],
    ["Long", "9223372036854775807", 9_223_372_036_854_775_807n],
    ["Revision", 2 ** 53 - 1, 2 ** 53 - 1],
    ["Double", "Infinity", Number.POSITIVE_INFINITY],
    ["JSON", { a: [1, null] }, { a: [1, null] }],
  ])("%s takes %j", (name, value, expected) => {
    expect(parse(name, value)).toEqual(
      typeof expected === "object" ? expect.objectContaining(expected) : expected,
    );
  });
});
