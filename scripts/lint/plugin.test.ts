import { beforeAll, describe, expect, test } from "vitest";
import { lintInHouse } from "./testing/lint-in-house.ts";
import type { Source } from "./testing/lint-in-house.ts";

const sources: Source[] = [];
let findings: string[][] = [];

beforeAll(() => {
  findings = lintInHouse(sources);
});

/** Puts a source on the list of what is linted, all in one go, and returns a way to ask what was found. */
function linted(path: string, text: string): () => string[] | undefined {
  const index = sources.push({ path, text }) - 1;
  return () => findings[index];
}

describe("imports run one way", () => {
  for (const [path, specifier] of [
    ["packages/proto/src/a.ts", "@runledger/lifecycle"],
    ["packages/state/src/a.ts", "@runledger/store"],
    ["packages/state/src/a.test.ts", "@runledger/store"],
    ["packages/store/src/a.ts", "@runledger/ledger"],
    ["packages/ledger/src/a.ts", "@runledger/gateway"],
    ["packages/ledger/src/deep/er/a.ts", "@runledger/gateway/subpath"],
    ["apps/gateway/src/a.ts", "runledger"],
    ["packages/cli/src/a.ts", "@runledger/store"],
    ["packages/newcomer/src/a.ts", "@runledger/proto"],
  ] as const) {
    for (const [form, text] of [
      ["import", `import { x } from "${specifier}";\nexport const y = x;\n`],
      ["import type", `import type { x } from "${specifier}";\nexport type Y = x;\n`],
      ["export *", `export * from "${specifier}";\n`],
      ["export", `export { x } from "${specifier}";\n`],
      ["import()", `export const x = import("${specifier}");\n`],
      ["a type's import()", `export type X = import("${specifier}").X;\n`],
    ] as const) {
      const found = linted(path, text);
      test(`${path} must not use ${specifier}: ${form}`, () => {
        expect(found()).toEqual([expect.stringContaining(`${path.split("/")[1]} must not import`)]);
      });
    }
  }

  const window = linted(
    "packages/state/src/a.ts",
    `export { x } from "../../../proto/src/x.ts";\n`,
  );
  test("a relative path must not lead into another room", () => {
    expect(window()).toEqual([expect.stringContaining("by its package's name")]);
  });

  for (const [path, specifier] of [
    ["packages/state/src/a.ts", "@runledger/proto/run/v1"],
    ["packages/state/src/a.ts", "@runledger/state"],
    ["packages/state/src/deep/a.ts", "../b.ts"],
    ["apps/gateway/src/a.ts", "@runledger/ledger"],
    ["packages/cli/src/a.ts", "@runledger/gateway"],
    ["packages/bench/src/a.ts", "@runledger/gateway"],
    ["packages/state/src/a.ts", "@bufbuild/protobuf"],
  ] as const) {
    const found = linted(path, `export { x } from "${specifier}";\n`);
    test(`${path} may use ${specifier}`, () => expect(found()).toEqual([]));
  }
});

describe("a pure room knows no clock, no chance and no outside", () => {
  for (const room of ["state", "lifecycle"]) {
    for (const expression of [
      "Date.now()",
      'Date["now"]()',
      "new Date()",
      "Date()",
      "Math.random()",
      "performance.now()",
      "process.env",
      "setTimeout(f, 1)",
      "setInterval(f, 1)",
      "queueMicrotask(f)",
      "fetch('')",
      "crypto.randomUUID()",
      "console.log()",
      "globalThis.Date",
      'import("node:fs")',
    ]) {
      const found = linted(
        `packages/${room}/src/a.ts`,
        `export function f(): unknown { return ${expression}; }\n`,
      );
      test(`${room}: ${expression} is refused`, () => {
        expect(found()).toEqual([expect.stringContaining("in a pure room")]);
      });
    }
  }

  for (const specifier of ["node:fs", "fs", "node:timers/promises", "node:crypto"]) {
    const found = linted(
      "packages/state/src/a.ts",
      `import { x } from "${specifier}";\nexport const y = x;\n`,
    );
    test(`${specifier} is refused`, () =>
      expect(found()).toEqual([expect.stringContaining("the built-in module")]));
  }

  for (const [what, text] of [
    ["a date of a given time", "export const x = new Date(5);\n"],
    ["arithmetic", "export const x = Math.max(1, 2);\n"],
    [
      "a name of one's own",
      "export function f(process: { now(): number }): number { return process.now(); }\n",
    ],
  ] as const) {
    const found = linted("packages/state/src/a.ts", text);
    test(`${what} is fine`, () => expect(found()).toEqual([]));
  }

  for (const path of [
    "packages/state/src/a.test.ts",
    "packages/state/src/testing/a.ts",
    "packages/lifecycle/src/protoc-gen-lifecycle.ts",
    "packages/store/src/a.ts",
  ]) {
    const found = linted(path, "export const x = process.env;\n");
    test(`${path} is not a pure room`, () => expect(found()).toEqual([]));
  }
});

describe("a condition asks the lifecycle", () => {
  for (const condition of [
    "phase === ActionPhase.SUCCEEDED",
    "ActionPhase.FAILED !== phase",
    "phase >= ActionPhase.SUCCEEDED",
    "phase === proto.ActionPhase.FAILED",
    "phase === ActionPhase['FAILED']",
  ]) {
    const found = linted("packages/store/src/a.ts", `export const x = ${condition};\n`);
    test(`${condition} is refused`, () =>
      expect(found()).toEqual([expect.stringContaining("ask the lifecycle")]));
  }

  const cases =
    "switch (phase) {\n  case ActionPhase.RUNNING:\n    f();\n    break;\n  default:\n}\n";
  const found = linted("apps/gateway/src/a.ts", cases);
  test("a case is refused", () =>
    expect(found()).toEqual([expect.stringContaining("ActionPhase.RUNNING")]));

  for (const [path, text] of [
    ["packages/store/src/a.ts", "export const x = lifecycle.isTerminal(phase);\n"],
    ["packages/store/src/a.ts", "export const x = { phase: ActionPhase.RUNNING };\n"],
    ["packages/store/src/a.test.ts", "export const x = phase === ActionPhase.RUNNING;\n"],
  ] as const) {
    const fine = linted(path, text);
    test(`${text.trim()} is fine in ${path}`, () => expect(fine()).toEqual([]));
  }
});

describe("the sources are what Node 22 reads", () => {
  for (const text of [
    "export function g() {\n  using x = f();\n}\n",
    "export async function g() {\n  await using x = f();\n}\n",
  ]) {
    const found = linted("packages/store/src/a.ts", text);
    test(`${JSON.stringify(text)} is refused`, () =>
      expect(found()).toEqual([expect.stringContaining("Node 22")]));
  }

  const tested = linted(
    "packages/store/src/a.test.ts",
    "export function g() {\n  using x = f();\n}\n",
  );
  test("a test is compiled before it runs", () => expect(tested()).toEqual([]));
});
