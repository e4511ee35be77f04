import type { RunRow } from "@runledger/store";
import { expect, test } from "vitest";
import { emptyRecord } from "@runledger/state";
import { create } from "@bufbuild/protobuf";
import { ActionMetadataSchema } from "@runledger/proto";
import { ActionCache } from "./action-cache.ts";
import type { ActionState } from "./action-state.ts";

function row(name: string, revision: number): RunRow {
  return { project: "p", domain: "d", name, revision } as RunRow;
}

function actions(...names: string[]): ActionState[] {
  return names.map((name, index) => ({
    number: index + 1,
    name,
    createdAt: 0,
    revision: 1,
    record: emptyRecord(),
    metadata: create(ActionMetadataSchema),
    metadataBytes: new Uint8Array(),
  }));
}

test("what is remembered holds at its revision, and at no other", () => {
  const cache = new ActionCache(10);
  cache.learn(row("r", 3), undefined, actions("x", "y"), new Set());
  expect([...(cache.current(row("r", 3))?.actions.keys() ?? [])]).toEqual(["x", "y"]);
  expect(cache.current(row("r", 4))).toBeUndefined();
  expect(cache.current(row("other", 3))).toBeUndefined();
});

test("what was learnt when nothing held replaces what was remembered", () => {
  const cache = new ActionCache(10);
  cache.learn(row("r", 3), undefined, actions("x", "y"), new Set());
  cache.learn(row("r", 9), cache.current(row("r", 8)), actions("z"), new Set());
  expect([...(cache.current(row("r", 9))?.actions.keys() ?? [])]).toEqual(["z"]);
  expect(cache.size).toBe(1);
});

test("keeps no more than it may: the runs used last, and of a run the actions used last", () => {
  const cache = new ActionCache(4);
  cache.learn(row("r", 1), undefined, actions("a", "b", "c"), new Set());
  cache.learn(row("s", 1), undefined, actions("x"), new Set());
  cache.learn(row("r", 2), cache.current(row("r", 1)), actions("a"), new Set());
  cache.learn(row("r", 3), cache.current(row("r", 2)), actions("d", "e"), new Set());
  expect(cache.has("p/d/s")).toBe(false);
  expect([...(cache.current(row("r", 3))?.actions.keys() ?? [])]).toEqual(["c", "a", "d", "e"]);
  expect(cache.size).toBe(4);
});

test("without room it remembers nothing", () => {
  const cache = new ActionCache(0);
  cache.learn(row("r", 1), undefined, actions("a"), new Set());
  expect(cache.size).toBe(0);
  expect(cache.has("p/d/r")).toBe(false);
});
