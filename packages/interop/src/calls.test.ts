import { expect, test } from "vitest";
import { listCalls } from "./testing/calls.ts";
import { listRpcs } from "./testing/list-rpcs.ts";

test("generated clients call every RPC that the protocol declares for Flyte 2", () => {
  const called = new Set(listCalls("").map(({ rpc }) => rpc));
  expect([...called].toSorted()).toEqual(
    listRpcs()
      .map(({ rpc }) => rpc)
      .toSorted(),
  );
});
