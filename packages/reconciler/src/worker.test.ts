import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { AbortState, ChildFailure, ExecutionError_ErrorKind } from "@runledger/proto";
import { expect, test } from "vitest";
import { FUNCTION, functionPlugin } from "./plugins/function-plugin.ts";
import { pluginsByType } from "./plugins-by-type.ts";
import { TaskError } from "./task-error.ts";
import { Bench, run } from "./testing/open.ts";

const timeout = 60_000;

test("a function is called with its input, and its outputs are written", { timeout }, async () => {
  const bench = await Bench.open();
  const double = (input: unknown) => ({ doubled: 2 * (input as { n: number }).n });
  bench.work({ plugins: [functionPlugin({ double })] });
  await bench.declare(FUNCTION, { one: { task: "double", custom: { input: { n: 21 } } } });
  const { attempts, status } = await bench.ended("one");
  const uri = attempts[0]?.outputs?.outputUri ?? "";
  expect(JSON.parse(await readFile(fileURLToPath(uri), "utf8"))).toEqual({ doubled: 42 });
  expect(status?.attempts).toBe(1);
});

test(
  "one that takes its time is told to run, and tells its end by itself",
  { timeout },
  async () => {
    const bench = await Bench.open();
    const { promise, resolve } = Promise.withResolvers<void>();
    bench.work({ plugins: [functionPlugin({ slow: () => promise })] });
    await bench.declare(FUNCTION, { slow: {} });
    await bench.until("slow", ({ attempts }) => attempts[0]?.phase === 4);
    resolve();
    await bench.ended("slow");
    expect(await bench.told("slow")).toEqual(["1:QUEUED", "1:RUNNING", "1:SUCCEEDED"]);
  },
);

test(
  "one that throws is tried again while attempts remain, and every failure stays told",
  { timeout },
  async () => {
    const bench = await Bench.open();
    let calls = 0;
    const flaky = () => {
      calls += 1;
      if (calls < 3) throw new RangeError(`call ${calls}`);
    };
    bench.work({ plugins: [functionPlugin({ flaky })] });
    await bench.declare(FUNCTION, { flaky: { maxAttempts: 3 } });
    const { attempts } = await bench.ended("flaky");
    expect(attempts.map(({ error }) => error?.code)).toEqual([
      "RangeError",
      "RangeError",
      undefined,
    ]);
    expect(attempts[1]?.error).toMatchObject({
      kind: ExecutionError_ErrorKind.USER,
      message: expect.stringContaining("call 2"),
    });
  },
);

test.each([
  { what: "an error that trying again can't cure", task: "bad", code: "NoSuchFile" },
  { what: "a function that isn't there", task: "toString", code: "BadSpec" },
])("$what ends the action at once", { timeout }, async ({ task, code }) => {
  const bench = await Bench.open();
  const bad = () => {
    throw new TaskError("it isn't there", { code: "NoSuchFile" });
  };
  bench.work({ plugins: [functionPlugin({ bad })] });
  await bench.declare(FUNCTION, { it: { task, maxAttempts: 5 } });
  const { attempts } = await bench.ended("it");
  expect(attempts).toHaveLength(1);
  expect(attempts[0]?.error).toMatchObject({ code, kind: ExecutionError_ErrorKind.USER });
});

test(
  "a task type that no plugin takes ends the action before anything starts",
  { timeout },
  async () => {
    const bench = await Bench.open();
    bench.work({ plugins: [functionPlugin({})] });
    await bench.declare("spark", { it: { maxAttempts: 5 } });
    const { attempts } = await bench.ended("it");
    expect(attempts[0]?.error?.message).toBe(
      `task_type: no plugin takes "spark". There are function. Run a worker with one that does.`,
    );
  },
);

test(
  "a task type that no plugin takes is left to a worker that takes it, where that is wanted",
  { timeout },
  async () => {
    const bench = await Bench.open();
    const leaves = { unknownTaskTypes: "leave" } as const;
    bench.work({ ...leaves, name: "w1", plugins: [functionPlugin({ it: () => {} })] });
    await bench.declare("spark", { left: {} });
    await bench.declare(FUNCTION, { it: {} });
    await bench.ended("it");
    expect(await bench.told("left")).toEqual(["1:QUEUED"]);
    const spark = { ...functionPlugin({ left: () => {} }), taskTypes: ["spark"] };
    bench.work({ ...leaves, name: "w2", plugins: [spark] });
    await bench.ended("left");
    expect(await bench.told("left")).toEqual(["1:QUEUED", "1:SUCCEEDED"]);
  },
);

test(
  "a task type that no worker takes ends the action after a while, and one whose worker is away waits",
  { timeout },
  async () => {
    const bench = await Bench.open();
    const leaves = { unknownTaskTypes: "leave", unknownTaskTypeGrace: 20 } as const;
    const spark = { ...functionPlugin({ left: () => {} }), taskTypes: ["spark"] };
    const away = bench.work({ ...leaves, name: "w1", plugins: [spark] });
    await bench.declare("spark", { first: { task: "left" } });
    await bench.ended("first");
    await away.stop();
    await bench.declare("spark", { left: {} });
    await bench.declare("sprak", { typo: { maxAttempts: 5 } });
    bench.work({ ...leaves, name: "w2", plugins: [functionPlugin({})] });
    const { attempts } = await bench.ended("typo");
    expect(attempts).toHaveLength(1);
    expect(attempts[0]?.error).toMatchObject({
      kind: ExecutionError_ErrorKind.USER,
      message: `task_type: no plugin takes "sprak". There are function, spark. Run a worker with one that does.`,
    });
    expect(await bench.told("left")).toEqual(["1:QUEUED"]);
    bench.work({ ...leaves, name: "w3", plugins: [spark] });
    await bench.ended("left");
  },
);

test(
  "an abort reaches a function at work, and is confirmed when it has ended",
  { timeout },
  async () => {
    const bench = await Bench.open();
    const waits = (_: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise<void>((resolve) => {
        signal.addEventListener("abort", () => {
          resolve();
        });
      });
    bench.work({ plugins: [functionPlugin({ waits })], lease: 1000 });
    await bench.declare(FUNCTION, { waits: {} });
    await bench.until("waits", ({ attempts }) => attempts[0]?.phase === 4);
    await bench.abort("waits");
    const { status } = await bench.until(
      "waits",
      (each) => each.status?.abort?.state === AbortState.CONFIRMED,
    );
    expect(status?.phase).toBe(7);
  },
);

test(
  "an abort of what never ends is given up, stays to be seen, and is tried again by hand",
  { timeout },
  async () => {
    const bench = await Bench.open();
    const { promise, resolve } = Promise.withResolvers<void>();
    const deaf = () => promise;
    bench.work({ plugins: [functionPlugin({ deaf })], lease: 1000, policy: { cleanups: 3 } });
    await bench.declare(FUNCTION, { deaf: {} });
    await bench.until("deaf", ({ attempts }) => attempts[0]?.phase === 4);
    await bench.abort("deaf");
    const { status } = await bench.until(
      "deaf",
      (each) => each.status?.abort?.state === AbortState.GIVEN_UP,
    );
    expect(status?.abort?.deliveries).toBe(3);
    expect(await bench.retryAborts("a0")).toBe(0);
    resolve();
    expect(await bench.retryAborts("deaf")).toBe(1);
    await bench.until("deaf", (each) => each.status?.abort?.state === AbortState.CONFIRMED);
    expect(await bench.retryAborts()).toBe(0);
  },
);

test("an attempt that takes too long is ended", { timeout }, async () => {
  const bench = await Bench.open();
  const waits = (_: unknown, { signal }: { signal: AbortSignal }) =>
    new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => {
        resolve();
      });
    });
  bench.work({ plugins: [functionPlugin({ waits })], policy: { attemptTimeout: 20 } });
  await bench.declare(FUNCTION, { waits: { maxAttempts: 2 } });
  await bench.ended("waits");
  expect(await bench.told("waits")).toEqual([
    "1:QUEUED",
    "1:RUNNING",
    "1:TIMED_OUT",
    "2:QUEUED",
    "2:RUNNING",
    "2:TIMED_OUT",
  ]);
});

test(
  "what a worker leaves when it dies, another one takes up once the lease is over",
  { timeout },
  async () => {
    const bench = await Bench.open();
    await bench.declare(FUNCTION, { left: {} });
    // A worker that leases everything and is never heard of again.
    const now = Date.now() * 1000;
    const dead = { owner: "dead", now, until: now + 200_000, limit: 100 };
    await bench.store.transact((transaction) => transaction.claimWork(dead));
    bench.work({ plugins: [functionPlugin({ left: () => {} })] });
    await bench.ended("left");
    expect(await bench.told("left")).toEqual(["1:QUEUED", "1:SUCCEEDED"]);
  },
);

test(
  "short work of this process is one commit, and cleared away after it",
  { timeout },
  async () => {
    const bench = await Bench.open();
    const { ledger } = bench;
    const seen: string[] = [];
    const counting = Object.assign(Object.create(ledger) as typeof ledger, {
      advance: async (steps: Parameters<typeof ledger.advance>[0]) => {
        const results = await ledger.advance(steps);
        for (const { action } of steps) if (action.name === "one") seen.push("commit");
        return results;
      },
    });
    const plugin = functionPlugin({ one: () => void seen.push("call") });
    const finalize: typeof plugin.finalize = async (work) => {
      await plugin.finalize(work);
      seen.push("finalize");
    };
    const worker = bench.work({ plugins: [{ ...plugin, finalize }], ledger: counting });
    await bench.declare(FUNCTION, { one: {} });
    await bench.ended("one");
    await worker.stop();
    expect(seen).toEqual(["call", "commit", "finalize"]);
  },
);

test(
  "in a run that fails fast a failure for good ends the others at work, and is told so",
  { timeout },
  async () => {
    const bench = await Bench.open({ childFailure: ChildFailure.FAIL_FAST });
    const { promise, reject } = Promise.withResolvers<never>();
    const waits = (_: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise<void>((resolve) => {
        signal.addEventListener("abort", () => {
          resolve();
        });
      });
    bench.work({ plugins: [functionPlugin({ bad: () => promise, waits })], lease: 1000 });
    await bench.declare(FUNCTION, { bad: {}, waits: {} });
    for (const name of ["bad", "waits"])
      await bench.until(name, ({ attempts }) => attempts[0]?.phase === 4);
    reject(new TaskError("no"));
    await bench.ended("bad");
    const { status } = await bench.until(
      "waits",
      (each) => each.status?.abort?.state === AbortState.CONFIRMED,
    );
    expect(status?.phase).toBe(7);
    expect(status?.abort?.info?.reason).toBe('"bad" has failed, and the run fails fast.');
  },
);

test("many workers do each of many tasks once", { timeout }, async () => {
  const bench = await Bench.open();
  const calls = new Map<string, number>();
  const count = (input: unknown) => {
    calls.set(String(input), (calls.get(String(input)) ?? 0) + 1);
  };
  const names = Array.from({ length: 200 }, (_, i) => `n${i}`);
  const tasks = names.map((name) => [name, { task: "count", custom: { input: name } }] as const);
  await bench.declare(FUNCTION, Object.fromEntries(tasks));
  const plugins = [functionPlugin({ count })];
  for (const name of ["w1", "w2", "w3"]) bench.work({ plugins, name, concurrency: 16 });
  for (const name of names) await bench.ended(name);
  expect([...calls.values()]).toEqual(names.map(() => 1));
  expect(bench.errors).toEqual([]);
});

test(
  "an action of a recovered run takes over what has succeeded, and does the rest anew",
  { timeout },
  async () => {
    const bench = await Bench.open();
    const calls: string[] = [];
    const plugins = [
      functionPlugin({
        good: () => {
          calls.push("good");
          return { n: 1 };
        },
        bad: () => {
          calls.push("bad");
          if (calls.length < 3) throw new TaskError("no");
        },
      }),
    ];
    bench.work({ plugins });
    await bench.declare(FUNCTION, { good: {}, bad: {} });
    const first = await bench.ended("good");
    await bench.ended("bad");
    const from = (name: string) => ({ task: name, recoveredFrom: { run, name } });
    await bench.declare(FUNCTION, {
      good2: from("good"),
      bad2: from("bad"),
      new2: { ...from("gone"), task: "good" },
    });
    const { attempts } = await bench.ended("good2");
    expect(await bench.told("good2")).toEqual(["1:QUEUED", "1:RECOVERED"]);
    expect(attempts[0]?.outputs).toEqual(first.attempts[0]?.outputs);
    await bench.ended("bad2");
    expect(await bench.told("bad2")).toEqual(["1:QUEUED", "1:SUCCEEDED"]);
    await bench.ended("new2");
    expect(calls.toSorted()).toEqual(["bad", "bad", "good", "good"]);
  },
);

test("two plugins for one task type are refused", () => {
  expect(() => pluginsByType([functionPlugin({}), functionPlugin({})])).toThrow(/"function"/);
});
