import { emptyRecord } from "@runledger/state";
import { ActionMetadataSchema } from "@runledger/proto";
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import type { ActionState } from "./action-state.ts";
import { KnownActions } from "./known-actions.ts";

function action(name: string, revision: number): ActionState {
  return {
    number: 1,
    name,
    createdAt: 0,
    revision,
    record: emptyRecord(),
    metadata: create(ActionMetadataSchema),
    metadataBytes: new Uint8Array(),
  };
}

function knowing(...names: string[]): KnownActions {
  const known = new KnownActions();
  for (const name of names) known.put(action(name, 1));
  return known;
}

test("an action is remembered as it is now", () => {
  const known = knowing("a");
  known.put(action("a", 7));
  expect([known.get("a")?.revision, known.has("b"), known.size]).toEqual([7, false, 1]);
});

test("what wasn't used since goes first, the oldest first; what was used has one more turn", () => {
  const known = knowing("a", "b", "c", "d");
  known.put(action("a", 2));
  known.put(action("c", 2));
  known.forget(1);
  expect([...known.names()]).toEqual(["c", "d", "a"]);
  known.forget(1);
  expect([...known.names()]).toEqual(["a", "c"]);
  known.forget(1);
  expect([...known.names()]).toEqual(["c"]);
});

test("of actions that were all used the oldest go", () => {
  const known = knowing("a", "b", "c");
  for (const name of ["c", "b", "a"]) known.put(action(name, 2));
  known.forget(2);
  expect([...known.names()]).toEqual(["c"]);
  known.forget(5);
  expect(known.size).toBe(0);
});
