// Which values are of which types, and what is told of those that aren't.

import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  BlobType_BlobDimensionality as Dimension,
  LiteralSchema,
  LiteralTypeSchema,
  SimpleType,
  type VariableSchema,
} from "@runledger/proto/flyteidl/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { checkLiterals } from "./check-literals.ts";
import { isOfType } from "./is-of-type.ts";
import { literalTypeName } from "./literal-type-name.ts";

type Type = Exclude<MessageInitShape<typeof LiteralTypeSchema>, { $typeName: string }>["type"];
type Scalar = Extract<
  Exclude<MessageInitShape<typeof LiteralSchema>, { $typeName: string }>["value"],
  { case: "scalar" }
>["value"];

const type = (told?: Type) => create(LiteralTypeSchema, told && { type: told });
const simple = (value: SimpleType) => type({ case: "simple", value });
const scalar = (value: Scalar) => create(LiteralSchema, { value: { case: "scalar", value } });
const text = (value: string) =>
  scalar({ value: { case: "primitive", value: { value: { case: "stringValue", value } } } });
const whole = (value: number) =>
  scalar({
    value: { case: "primitive", value: { value: { case: "integer", value: BigInt(value) } } },
  });
const list = (...literals: ReturnType<typeof text>[]) =>
  create(LiteralSchema, { value: { case: "collection", value: { literals } } });
const map = (literals: Record<string, ReturnType<typeof text>>) =>
  create(LiteralSchema, { value: { case: "map", value: { literals } } });
const blob = (dimensionality: Dimension) =>
  scalar({ value: { case: "blob", value: { metadata: { type: { dimensionality } } } } });

const { INTEGER, STRING, FLOAT, NONE, STRUCT, BINARY } = SimpleType;
const listOf = type({ case: "collectionType", value: simple(INTEGER) });
const mapOf = type({ case: "mapValueType", value: simple(STRING) });
const either = type({ case: "unionType", value: { variants: [simple(INTEGER), simple(NONE)] } });
const colour = type({ case: "enumType", value: { values: ["red", "blue"] } });
const file = type({ case: "blob", value: { dimensionality: Dimension.SINGLE } });
const nothing = scalar({ value: { case: "noneType", value: {} } });
const bytes = scalar({ value: { case: "binary", value: { value: Uint8Array.of(1) } } });
const elsewhere = create(LiteralSchema, {
  value: { case: "offloadedMetadata", value: { uri: "s3://x" } },
});
const union = scalar({ value: { case: "union", value: { value: whole(1) } } });

test.each([
  ["INTEGER", simple(INTEGER), [whole(1), elsewhere, union], [text("1"), list(whole(1)), nothing]],
  ["FLOAT", simple(FLOAT), [], [whole(1)]],
  ["NONE", simple(NONE), [nothing], [whole(1)]],
  ["STRUCT", simple(STRUCT), [bytes], [text("{}")]],
  ["BINARY", simple(BINARY), [bytes], [text("")]],
  ["list of INTEGER", listOf, [list(), list(whole(1))], [whole(1), list(whole(1), text("1"))]],
  ["map to STRING", mapOf, [map({}), map({ a: text("") })], [map({ a: whole(1) }), list()]],
  ["INTEGER or NONE", either, [whole(1), nothing, union], [text("1")]],
  ["one of red, blue", colour, [text("red")], [text("green"), whole(0)]],
  ["blob", file, [blob(Dimension.SINGLE)], [blob(Dimension.MULTIPART), text("x")]],
  ["anything", type(), [whole(1), list()], []],
])("%s takes what is one, and nothing else", (name, wanted, right, wrong) => {
  expect(literalTypeName(wanted)).toBe(name);
  expect(right.map((each) => isOfType(each, wanted))).toEqual(right.map(() => true));
  expect(wrong.map((each) => isOfType(each, wanted))).toEqual(wrong.map(() => false));
});

test("every value that can't be taken is told by its name, and what would be right", () => {
  const variable = (told: ReturnType<typeof type>): MessageInitShape<typeof VariableSchema> => ({
    type: told,
  });
  const variables = { epochs: variable(simple(INTEGER)), names: variable(listOf) } as never;
  expect(checkLiterals("inputs", { epochs: whole(1), names: list() }, variables)).toEqual([]);
  expect(
    checkLiterals(
      "inputs",
      { epochs: text("1"), name: text("x"), constructor: text("") },
      variables,
    ),
  ).toEqual([
    { field: "inputs.epochs", message: "has to be INTEGER." },
    { field: "inputs.name", message: "isn't taken: there is epochs, names." },
    { field: "inputs.constructor", message: "isn't taken: there is epochs, names." },
  ]);
  expect(checkLiterals("inputs", { a: whole(1) }, {})).toEqual([
    { field: "inputs.a", message: "isn't taken: there are no inputs." },
  ]);
});

test("any value of a type is in a list, a map and a union of it as well", () => {
  const values = [whole(1), text("x"), nothing, bytes, list(whole(1)), map({ a: text("") })];
  const types = [INTEGER, STRING, NONE, STRUCT, BINARY].map(simple).concat(listOf, mapOf);
  fc.assert(
    fc.property(fc.constantFrom(...values), fc.constantFrom(...types), (value, inner) => {
      const isOne = isOfType(value, inner);
      const inList = type({ case: "collectionType", value: inner });
      const inMap = type({ case: "mapValueType", value: inner });
      const inUnion = type({ case: "unionType", value: { variants: [simple(FLOAT), inner] } });
      expect(isOfType(list(value), inList)).toBe(isOne);
      expect(isOfType(map({ a: value }), inMap)).toBe(isOne);
      expect(isOfType(value, inUnion)).toBe(isOne);
    }),
  );
});
