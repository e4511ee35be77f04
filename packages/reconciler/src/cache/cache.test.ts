import { create } from "@bufbuild/protobuf";
import {
  ActionIdentifierSchema,
  CatalogCacheStatus,
  RunDeclarationSchema,
  RunIdentifierSchema,
} from "@runledger/proto";
import { RECONCILED } from "@runledger/ledger";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FUNCTION, functionPlugin } from "../plugins/function-plugin.ts";
import { TaskError } from "../task-error.ts";
import { Bench, run } from "../testing/open.ts";
import { cacheKey } from "./cache-key.ts";

const timeout = 60_000;
const cached = (more: object = {}) => ({ metadata: { discoverable: true, ...more } });
const policy = { cachePoll: 5 };

test("what was made once is taken from the cache, which says from where", { timeout }, async () => {
  const bench = await Bench.open();
  let calls = 0;
  const make = () => ({ n: (calls += 1) });
  bench.work({ plugins: [functionPlugin({ make })], policy });
  const task = { task: "make", custom: { input: { a: 1, b: 2 } }, template: cached() };
  await bench.declare(FUNCTION, { first: task });
  const first = await bench.ended("first");
  expect(first.status?.cacheStatus).toBe(CatalogCacheStatus.CACHE_POPULATED);
  await bench.declare(FUNCTION, {
    again: { ...task, custom: { input: { b: 2, a: 1 } } },
    other: { ...task, custom: { input: { a: 1 } } },
    newer: { ...task, template: cached({ discoveryVersion: "2" }) },
    uncached: { ...task, template: {} },
  });
  const again = await bench.ended("again");
  expect(again.status?.cacheStatus).toBe(CatalogCacheStatus.CACHE_HIT);
  expect(await bench.told("again")).toEqual(["1:QUEUED", "1:SUCCEEDED"]);
  expect(again.attempts[0]?.outputs).toEqual(first.attempts[0]?.outputs);
  expect(again.attempts[0]?.cacheMetadata?.sourceActionAttempt).toMatchObject({
    actionId: create(ActionIdentifierSchema, { run, name: "first" }),
    attempt: 1,
  });
  for (const name of ["other", "newer", "uncached"]) await bench.ended(name);
  expect(calls).toBe(4);
});

test(
  "one that needs what another one is making waits for resources, and takes it",
  { timeout },
  async () => {
    const bench = await Bench.open();
    const { promise, resolve } = Promise.withResolvers<{ n: number }>();
    let calls = 0;
    const slow = () => {
      calls += 1;
      return promise;
    };
    bench.work({ plugins: [functionPlugin({ slow })], policy });
    const task = { task: "slow", template: cached({ cacheSerializable: true }) };
    await bench.declare(FUNCTION, { maker: task });
    await bench.until("maker", ({ attempts }) => attempts[0]?.phase === 4);
    await bench.declare(FUNCTION, { waiter: task });
    await bench.until("waiter", ({ attempts }) => attempts[0]?.phase === 2);
    resolve({ n: 1 });
    const waiter = await bench.ended("waiter");
    expect(waiter.status?.cacheStatus).toBe(CatalogCacheStatus.CACHE_HIT);
    expect(await bench.told("waiter")).toEqual([
      "1:QUEUED",
      "1:WAITING_FOR_RESOURCES",
      "1:SUCCEEDED",
    ]);
    expect(calls).toBe(1);
  },
);

test(
  "where the one that was making it has failed, the next one makes it",
  { timeout },
  async () => {
    const bench = await Bench.open();
    const { promise, reject } = Promise.withResolvers<never>();
    let calls = 0;
    const slow = () => {
      calls += 1;
      return calls === 1 ? promise : { n: calls };
    };
    bench.work({ plugins: [functionPlugin({ slow })], policy });
    const task = { task: "slow", template: cached({ cacheSerializable: true }) };
    await bench.declare(FUNCTION, { maker: task });
    await bench.until("maker", ({ attempts }) => attempts[0]?.phase === 4);
    await bench.declare(FUNCTION, { waiter: task });
    await bench.until("waiter", ({ attempts }) => attempts[0]?.phase === 2);
    reject(new TaskError("no"));
    const waiter = await bench.ended("waiter");
    expect(waiter.status?.cacheStatus).toBe(CatalogCacheStatus.CACHE_POPULATED);
    expect(calls).toBe(2);
  },
);

test("a run may have what is in the cache replaced", { timeout }, async () => {
  const bench = await Bench.open();
  let calls = 0;
  const make = () => ({ n: (calls += 1) });
  bench.work({ plugins: [functionPlugin({ make })], policy });
  const task = { task: "make", template: cached() };
  await bench.declare(FUNCTION, { first: task });
  await bench.ended("first");
  const id = create(RunIdentifierSchema, { ...run, name: "over" });
  const runSpec = { cacheConfig: { overwriteCache: true } };
  const root = {
    spec: {
      case: "task" as const,
      value: { shortName: "make", taskTemplate: { type: FUNCTION, ...cached() } },
    },
  };
  await bench.ledger.createRun(
    create(RunDeclarationSchema, { id, engine: RECONCILED, runSpec, root }),
  );
  const over = create(ActionIdentifierSchema, { run: id, name: "a0" });
  for await (const { status } of bench.ledger.watchAction(over))
    if (status?.cacheStatus === CatalogCacheStatus.CACHE_POPULATED) break;
  await bench.declare(FUNCTION, { later: task });
  const later = await bench.ended("later");
  expect(calls).toBe(2);
  expect(later.attempts[0]?.cacheMetadata?.sourceActionAttempt?.actionId?.run?.name).toBe("over");
});

test("any two subjects have one key if and only if they are the same", () => {
  const subject = fc.record({
    name: fc.constantFrom("a", "b"),
    version: fc.constantFrom("", "1"),
    input: fc.dictionary(fc.constantFrom("x", "y"), fc.constantFrom(0, 1, "0", null), {
      noNullPrototype: true,
    }),
    inputUri: fc.constantFrom("", "a"),
  });
  type Subject = Readonly<{
    name: string;
    version: string;
    input: Readonly<Record<string, string | number | null>>;
    inputUri: string;
  }>;
  const keyOf = ({ input, inputUri, name, version }: Subject, ignored: string[] = []): string => {
    const metadata = {
      $typeName: "runledger.run.v1.TemplateMetadata",
      discoverable: true,
      discoveryVersion: version,
      cacheSerializable: false,
      cacheIgnoreInputVars: ignored,
    } as const;
    const taskTemplate = {
      $typeName: "runledger.run.v1.TaskTemplate",
      type: FUNCTION,
      custom: { input },
      metadata,
    } as const;
    const spec = { $typeName: "runledger.run.v1.TaskSpec", shortName: name, taskTemplate } as const;
    return Buffer.from(cacheKey({ spec, name, inputUri })).toString("hex");
  };
  const sorted = (each: Subject): string =>
    JSON.stringify([
      each.name,
      each.version,
      Object.entries(each.input).toSorted(([a], [b]) => (a < b ? -1 : 1)),
      each.inputUri,
    ]);
  fc.assert(
    fc.property(subject, subject, (one, other) => {
      expect(keyOf(one) === keyOf(other)).toBe(sorted(one) === sorted(other));
      const { x, ...rest } = one.input;
      expect(keyOf(one, ["x"])).toBe(keyOf({ ...one, input: rest }, ["x"]));
    }),
  );
});
