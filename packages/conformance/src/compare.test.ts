import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../scripts/testing/temporary-folder.ts";
import { type Difference, compare } from "./compare.ts";
import { compileProtos } from "./compile-protos.ts";

/**
 * Compiles the bodies of two packages, and compares what one declares as `M` and `E` with the
 * other's.
 */
function differences(ours: string, theirs: string): Difference[] {
  const head = 'syntax = "proto3"; import "google/protobuf/wrappers.proto";';
  const root = temporaryFolder({
    "p/ours.proto": `${head} package ours; ${ours}`,
    "p/theirs.proto": `${head} package theirs; ${theirs}`,
  });
  const registry = compileProtos([{ root, path: "p" }], ["p"]);
  const names = ["M", "E", "N"].filter((name) => registry.get(`ours.${name}`) !== undefined);
  return compare(
    registry,
    registry,
    names.map((name) => ({ ours: `ours.${name}`, theirs: `theirs.${name}` })),
  );
}

const field = (text: string): string => `message M { ${text} } message N {} enum E { Z = 0; }`;

describe("compare", () => {
  test("finds nothing where there is nothing", () => {
    const same =
      "message M { N n = 1; repeated E e = 2; map<string, N> m = 3; oneof o { bool b = 4; } } message N {} enum E { Z = 0; A = -1; }";
    expect(differences(same, same)).toEqual([]);
  });

  test.for([
    [
      "another name",
      "int32 a = 1;",
      "int32 b = 1;",
      "a = 1: int32, JSON a, theirs is b = 1: int32, JSON b",
    ],
    [
      "another JSON name",
      "int32 a = 1;",
      'int32 a = 1 [json_name = "x"];',
      "a = 1: int32, JSON a, theirs is a = 1: int32, JSON x",
    ],
    [
      "another type of the same wire type",
      "int32 a = 1;",
      "sint32 a = 1;",
      "a = 1: int32, JSON a, theirs is a = 1: sint32, JSON a",
    ],
    [
      "presence",
      "int32 a = 1;",
      "optional int32 a = 1;",
      "a = 1: int32, JSON a, theirs is a = 1: optional int32, JSON a",
    ],
    [
      "cardinality",
      "N a = 1;",
      "repeated N a = 1;",
      "a = 1: theirs.N, JSON a, theirs is a = 1: repeated theirs.N, JSON a",
    ],
    [
      "packing",
      "repeated int32 a = 1;",
      "repeated int32 a = 1 [packed = false];",
      "a = 1: repeated packed int32, JSON a, theirs is a = 1: repeated int32, JSON a",
    ],
    [
      "a oneof",
      "oneof x { N a = 1; }",
      "oneof y { N a = 1; }",
      "a = 1: theirs.N of oneof x, JSON a, theirs is a = 1: theirs.N of oneof y, JSON a",
    ],
    [
      "a map's key",
      "map<int32, N> a = 1;",
      "map<int64, N> a = 1;",
      "a = 1: map<int32, theirs.N>, JSON a, theirs is a = 1: map<int64, theirs.N>, JSON a",
    ],
    [
      "a map's value",
      "map<int32, E> a = 1;",
      "map<int32, N> a = 1;",
      "a = 1: map<int32, theirs.E>, JSON a, theirs is a = 1: map<int32, theirs.N>, JSON a",
    ],
    [
      "a type that is no counterpart",
      "google.protobuf.Int32Value a = 1;",
      "N a = 1;",
      "a = 1: google.protobuf.Int32Value, JSON a, theirs is a = 1: theirs.N, JSON a",
    ],
  ] as const)("finds %s", ([, ours, theirs, detail]) => {
    expect(differences(field(ours), field(theirs))).toEqual([
      { at: "ours.M.a", kind: "differs", detail },
    ]);
  });

  test.for([
    ["a field that they don't have", "bool a = 999;", "", { at: "ours.M.a", kind: "no-field" }],
    ["a field that we don't have", "", "bool a = 1;", { at: "ours.M.a", kind: "undeclared" }],
    [
      "a name of ours that they have taken",
      "bool a = 1000;",
      "bool a = 1;",
      { at: "ours.M.a", kind: "taken" },
    ],
  ] as const)("finds %s", ([, ours, theirs, difference]) => {
    expect(differences(field(ours), field(theirs))).toContainEqual({ ...difference, detail: "" });
  });

  test("leaves our own additions alone", () => {
    expect(differences(field("bool a = 1000;"), field(""))).toEqual([]);
  });

  test("finds values, and types that are missing or of another kind", () => {
    const ours = "enum E { Z = 0; A = 1; B = 2; } message M {} message N {}";
    const theirs = "enum E { Z = 0; X = 1; C = 3; } enum M { O = 0; }";
    expect(differences(ours, theirs)).toEqual([
      { at: "ours.M", kind: "no-type", detail: "theirs.M" },
      { at: "ours.E.A", kind: "differs", detail: "A = 1, theirs is X" },
      { at: "ours.E.B", kind: "no-value", detail: "" },
      { at: "ours.E.C", kind: "undeclared", detail: "" },
      { at: "ours.N", kind: "no-type", detail: "theirs.N" },
    ]);
  });

  test("refuses a counterpart that isn't there", () => {
    const root = temporaryFolder({ "p/a.proto": 'syntax = "proto3"; package a;' });
    const registry = compileProtos([{ root, path: "p" }], ["p"]);
    expect(() => compare(registry, registry, [{ ours: "a.M", theirs: "b.M" }])).toThrow(
      "a.M is listed as a counterpart of b.M, and is not there.",
    );
  });
});
