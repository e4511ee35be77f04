import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { AbortState, ExecutionError_ErrorKind } from "@runledger/proto";
import { expect, test } from "vitest";
import { Bench } from "../testing/open.ts";
import { FUNCTION, functionPlugin, type TaskFunction } from "./function-plugin.ts";
import { functionThreadPlugin } from "./function-thread-plugin.ts";

const timeout = 60_000;
const module = new URL("../testing/thread-functions.ts", import.meta.url);
const { SYSTEM, USER } = ExecutionError_ErrorKind;

async function opened(threads = 1): Promise<Bench> {
  const bench = await Bench.open();
  const plugins = [functionThreadPlugin({ module, threads, grace: 100 })];
  const cleanupBackoff = { first: 100, most: 100 };
  bench.work({
    plugins,
    lease: 1000,
    policy: { systemFailures: 1, cleanups: 100, cleanupBackoff },
  });
  return bench;
}

test("a function is called in a thread, and its outputs are written", { timeout }, async () => {
  const bench = await opened();
  await bench.declare(FUNCTION, { one: { task: "double", custom: { input: { n: 21 } } } });
  const { attempts } = await bench.ended("one");
  const uri = attempts[0]?.outputs?.outputUri ?? "";
  expect(JSON.parse(await readFile(fileURLToPath(uri), "utf8"))).toEqual({ doubled: 42 });
});

test.each([
  { task: "bad", code: "NoSuchFile", kind: USER, message: "it isn't there", attempts: 1 },
  { task: "broken", code: "RangeError", kind: USER, message: "too far", attempts: 2 },
  { task: "toString", code: "BadSpec", kind: USER, message: "There are bad, broken", attempts: 1 },
  {
    task: "leaves",
    code: "MaxSystemFailuresExceeded",
    kind: SYSTEM,
    message: "ThreadEnded",
    attempts: 1,
  },
])("$task fails with $code", { timeout }, async ({ task, attempts, code, kind, message }) => {
  const bench = await opened();
  await bench.declare(FUNCTION, {
    it: { task, maxAttempts: 2 },
    after: { task: "double", custom: { input: { n: 1 } } },
  });
  const ended = await bench.ended("it");
  expect(ended.attempts).toHaveLength(attempts);
  expect(ended.attempts.at(-1)?.error).toMatchObject({
    code,
    kind,
    message: expect.stringContaining(message),
  });
  await bench.ended("after");
  expect(await bench.told("after")).toContain("1:SUCCEEDED");
});

test.each(["waits", "deaf"])(
  "the abort of one that %s is confirmed, and what waited for its thread goes on",
  { timeout },
  async (task) => {
    const bench = await opened();
    await bench.declare(FUNCTION, { it: { task } });
    await bench.until("it", ({ attempts }) => attempts[0]?.phase === 4);
    await bench.declare(FUNCTION, {
      next: { task: "double", custom: { input: { n: 1 } } },
      gone: { task: "double" },
    });
    await bench.until("next", ({ attempts }) => attempts[0]?.phase === 2);
    await bench.until("gone", ({ attempts }) => attempts[0]?.phase === 2);
    await bench.abort("gone");
    await bench.until("gone", (each) => each.status?.abort?.state === AbortState.CONFIRMED);
    await bench.abort("it");
    await bench.until("it", (each) => each.status?.abort?.state === AbortState.CONFIRMED);
    await bench.ended("next");
    expect((await bench.told("next")).at(-1)).toBe("1:SUCCEEDED");
  },
);

test(
  "one of which nothing is heard for too long is ended with its thread",
  { timeout },
  async () => {
    const bench = await opened();
    await bench.declare(FUNCTION, { it: { task: "deaf", custom: { heartbeatMs: 20 } } });
    const { attempts } = await bench.ended("it");
    expect(attempts).toHaveLength(1);
    expect(attempts[0]?.error).toMatchObject({
      code: "MaxSystemFailuresExceeded",
      message: expect.stringContaining("heartbeatMs: nothing was heard of the function for 20 ms."),
    });
  },
);

test("one that is heard of takes as long as it likes", { timeout }, async () => {
  const bench = await Bench.open();
  const beats: TaskFunction = async (_, { heartbeat }) => {
    for (let n = 0; n < 20; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      heartbeat();
    }
  };
  bench.work({ plugins: [functionPlugin({ beats })], policy: { systemFailures: 0 } });
  await bench.declare(FUNCTION, { it: { task: "beats", custom: { heartbeatMs: 150 } } });
  await bench.ended("it");
  expect((await bench.told("it")).at(-1)).toBe("1:SUCCEEDED");
});

test.each([{ heartbeatMs: 0 }, { heartbeatMs: "1s" }])(
  "%o is refused",
  { timeout },
  async (custom) => {
    const bench = await opened();
    await bench.declare(FUNCTION, { it: { task: "double", custom } });
    const { attempts } = await bench.ended("it");
    expect(attempts[0]?.error?.message).toMatch(/^custom\.heartbeatMs: .*above 0\.$/);
  },
);

test("no threads at all are refused", () => {
  expect(() => functionThreadPlugin({ module, threads: 0 })).toThrow(/^threads: 0/);
});
