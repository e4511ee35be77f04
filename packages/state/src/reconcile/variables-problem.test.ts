import { create } from "@bufbuild/protobuf";
import {
  type LiteralType,
  LiteralTypeSchema,
  SimpleType,
  TemplateVariablesSchema,
} from "@runledger/proto/run/v1";
import { describe, expect, test } from "vitest";
import { variablesProblem } from "./variables-problem.ts";

const simple = (value: SimpleType): LiteralType =>
  create(LiteralTypeSchema, { type: { case: "simple", value } });
const list = (value: LiteralType): LiteralType =>
  create(LiteralTypeSchema, { type: { case: "collectionType", value } });
const map = (value: LiteralType): LiteralType =>
  create(LiteralTypeSchema, { type: { case: "mapValueType", value } });
const { BINARY, BOOLEAN, DATETIME, DURATION, FLOAT, INTEGER, NONE, STRING, STRUCT } = SimpleType;

function declared(types: Readonly<Record<string, LiteralType | undefined>>) {
  const variables = Object.entries(types).map(([key, type]) => ({
    key,
    value: type === undefined ? {} : { type },
  }));
  return create(TemplateVariablesSchema, { variables });
}

test.each([
  { type: simple(INTEGER), good: 7, bad: 7.5, asked: "a whole number" },
  { type: simple(FLOAT), good: 7.5, bad: "7.5", asked: "a number" },
  { type: simple(STRING), good: "", bad: null, asked: "text" },
  { type: simple(BOOLEAN), good: false, bad: 0, asked: "true or false" },
  { type: simple(NONE), good: null, bad: 0, asked: "null" },
  { type: simple(DATETIME), good: "2026-01-31T12:00:00.5Z", bad: "yesterday", asked: "a time" },
  { type: simple(DURATION), good: "1.5s", bad: 1.5, asked: "a length of time" },
  { type: simple(BINARY), good: "AQI=", bad: "ü", asked: "bytes in base64" },
  { type: simple(STRUCT), good: { any: 1 }, bad: [], asked: "an object" },
  { type: list(simple(STRING)), good: ["a"], bad: "a", asked: "a list, each text" },
  {
    type: map(list(simple(FLOAT))),
    good: { a: [1] },
    bad: 1,
    asked: "an object, each field a list",
  },
])("$asked is $good, and not $bad", ({ asked, bad, good, type }) => {
  const variables = declared({ it: type });
  expect(variablesProblem("outputs", { it: good }, variables)).toBeUndefined();
  const problem = variablesProblem("outputs", { it: bad }, variables);
  expect(problem).toMatch(/^outputs\.it: .*Give that, or change the interface\.$/);
  expect(problem).toContain(`${JSON.stringify(bad)}, where the interface asks for ${asked}`);
});

describe("a field", () => {
  const variables = declared({ rows: simple(INTEGER), names: list(map(simple(STRING))) });

  test.each([
    { value: { rows: 1, names: [{ a: "b" }, { a: 1 }] }, at: "outputs.names[1].a: 1" },
    { value: { rows: 1 }, at: "outputs.names: missing" },
    { value: { rows: 1, names: [], more: 1 }, at: "outputs.more: the interface has rows, names." },
    { value: [1], at: "outputs: [1]" },
    {
      value: undefined,
      at: "outputs: missing, where the interface asks for an object with rows, names",
    },
  ])("is named: $at", ({ at, value }) => {
    expect(variablesProblem("outputs", value, variables)).toContain(at);
  });

  test("of a type that isn't known here is anything, and so is all where nothing is declared", () => {
    expect(variablesProblem("outputs", { it: [1] }, declared({ it: undefined }))).toBeUndefined();
    expect(variablesProblem("outputs", [1], undefined)).toBeUndefined();
    expect(variablesProblem("outputs", undefined, declared({}))).toBeUndefined();
  });

  test("is shown in part where it is long", () => {
    const problem = variablesProblem("outputs", "x".repeat(9999), variables);
    expect(problem?.length).toBeLessThan(300);
  });
});
