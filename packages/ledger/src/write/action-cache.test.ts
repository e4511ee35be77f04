import type { RunRow } from "@runledger/store";
import { expect, test } from "vitest";
import { emptyRecord } from "@runledger/state";
import { create } from "@bufbuild/protobuf";
import { ActionMetadataSchema } from "@runledger/proto";
import { ActionCache } from "./action-cache.ts";
import type { ActionState } from "./action-state.ts";
import { Anchors } from "./anchors.ts";

function row(name: string, revision: number, id = 1): RunRow {
  return { id, project: "p", domain: "d", name, revision } as RunRow;
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
  cache.learn(row("r", 3), undefined, actions("x", "y"), new Anchors());
  expect([...(cache.current(row("r", 3))?.actions.names() ?? [])]).toEqual(["x", "y"]);
  expect(cache.current(row("r", 4))).toBeUndefined();
  expect(cache.current(row("other", 3))).toBeUndefined();
  expect(cache.current(row("r", 3, 2))).toBeUndefined();
});

test("what a transaction under way stands on doesn't change while another one ends", () => {
  const cache = new ActionCache(3);
  cache.learn(row("r", 1), undefined, actions("a", "b"), new Anchors());
  const known = cache.current(row("r", 1));
  cache.learn(row("s", 1), undefined, actions("x", "y"), new Anchors());
  expect([...(known?.actions.names() ?? [])]).toEqual(["a", "b"]);
  expect(cache.size).toBe(2);
  cache.learn(row("r", 2), known, actions("b"), new Anchors());
  expect(cache.size).toBe(2);
  expect(cache.has("p/d/s")).toBe(false);
});

test("what was learnt when nothing held replaces what was remembered", () => {
  const cache = new ActionCache(10);
  cache.learn(row("r", 3), undefined, actions("x", "y"), new Anchors());
  cache.learn(row("r", 9), cache.current(row("r", 8)), actions("z"), new Anchors());
  expect([...(cache.current(row("r", 9))?.actions.names() ?? [])]).toEqual(["z"]);
  expect(cache.size).toBe(1);
});

test("keeps no more than it may: the runs used last, and of a run the actions used last", () => {
  const cache = new ActionCache(4);
  cache.learn(row("r", 1), undefined, actions("a", "b", "c"), new Anchors());
  cache.learn(row("s", 1), undefined, actions("x"), new Anchors());
  cache.learn(row("r", 2), cache.current(row("r", 1)), actions("a"), new Anchors());
  cache.learn(row("r", 3), cache.current(row("r", 2)), actions("d", "e"), new Anchors());
  expect(cache.has("p/d/s")).toBe(false);
  expect([...(cache.current(row("r", 3))?.actions.names() ?? [])].sort()).toEqual([
    "a",
    "c",
    "d",
    "e",
  ]);
  expect(cache.size).toBe(4);
});

test("without room it remembers nothing", () => {
  const cache = new ActionCache(0);
  cache.learn(row("r", 1), undefined, actions("a"), new Anchors());
  expect(cache.size).toBe(0);
  expect(cache.has("p/d/r")).toBe(false);
});
