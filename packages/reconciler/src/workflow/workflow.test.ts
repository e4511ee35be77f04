import { create } from "@bufbuild/protobuf";
import {
  ActionIdentifierSchema,
  LiteralSchema,
  RunIdentifierSchema,
  SimpleType,
} from "@runledger/proto";
import { actionPhaseLifecycle } from "@runledger/state";
import { expect, test } from "vitest";
import { attemptFiles } from "../attempt-files.ts";
import type { FunctionContext } from "../plugins/function-plugin.ts";
import { TaskError } from "../task-error.ts";
import { Bench } from "../testing/open.ts";
import type { Worker } from "../worker.ts";
import { readOutputs } from "../outputs/read-outputs.ts";
import { defineTask } from "./define-task.ts";
import { defineWorkflow, type Workflow } from "./define-workflow.ts";
import type { Flow } from "./flow.ts";
import type { StandardSchema } from "./standard-schema.ts";
import { workflowPlugins } from "./workflow-plugins.ts";

const timeout = 60_000;

const double = defineTask({ name: "double", run: (n: number) => 2 * n });
const never = defineTask({
  name: "never",
  run: (_: unknown, { signal }: FunctionContext) =>
    new Promise<null>((resolve) => signal.addEventListener("abort", () => resolve(null))),
});

/** Makes a workflow of a function. */
function flow<Output>(
  run: (flow: Flow) => Promise<Output>,
  ...uses: NonNullable<Workflow["uses"]>
): Workflow<null, Output> {
  return defineWorkflow({ name: "it", uses, run: (_, each) => run(each) });
}

interface Result {
  readonly phase: string | undefined;
  readonly value: unknown;
  readonly code: string | undefined;
  readonly message: string;
}

/** Begins to run a workflow as the action `it`. */
async function begin(workflow: Workflow<null>, options: object = {}): Promise<Bench> {
  const bench = await Bench.open();
  work(bench, workflow, options);
  await bench.declare("workflow/it", { it: {} });
  return bench;
}

function work(
  bench: Bench,
  workflow: Workflow<null>,
  { patience = 30_000, ...options }: { patience?: number } = {},
): Worker {
  const { ledger } = bench;
  const plugins = workflowPlugins({ ledger, workflows: [workflow], patience });
  return bench.work({ plugins, ...options });
}

async function end(bench: Bench, name = "it"): Promise<Result> {
  const { attempts, status } = await bench.ended(name);
  const last = attempts.at(-1);
  const place = { action: idOf(name), attempt: 1, folder: bench.folder };
  const read = await readOutputs(attemptFiles(undefined, place), last?.outputs?.outputUri ?? "");
  return {
    phase: actionPhaseLifecycle.of(status?.phase ?? 0)?.shortName,
    value: read.kind === "outputs" ? read.value : undefined,
    code: last?.error?.code,
    message: last?.error?.message ?? "",
  };
}

const runId = create(RunIdentifierSchema, { project: "project", domain: "test", name: "r" });
const idOf = (name: string) => create(ActionIdentifierSchema, { run: runId, name });
const truth = create(LiteralSchema, {
  value: {
    case: "scalar",
    value: { value: { case: "primitive", value: { value: { case: "boolean", value: true } } } },
  },
});

async function namesIn(bench: Bench): Promise<string[]> {
  const { items } = await bench.ledger.listActions(runId);
  return items.map(({ id }) => id?.name ?? "");
}

test("composes tasks, maps, branches, groups and other workflows", { timeout }, async () => {
  const sum = defineWorkflow({
    name: "sum",
    uses: [double],
    run: async (numbers: number[], each: Flow) =>
      (await each.map(double, numbers)).reduce((a, b) => a + b, 0),
  });
  const workflow = flow(
    async (each) => {
      const first = await each.call(double, 1);
      const mapped = await each.map(double, [1, 2, 3], { concurrency: 2 });
      const chained = await each.each("chain", [1, 2], async (n, branch) =>
        branch.call(double, await branch.call(double, n)),
      );
      const grouped = await each.group("both", (branch) => branch.call(double, 5));
      return { first, mapped, chained, grouped, sum: await each.call(sum, [1, 2]) };
    },
    double,
    sum,
  );
  const bench = await begin(workflow);
  const value = { first: 2, mapped: [2, 4, 6], chained: [4, 8], grouped: 10, sum: 6 };
  expect(await end(bench)).toMatchObject({ phase: "SUCCEEDED", value });
  const names = (await namesIn(bench)).toSorted();
  expect(names).toEqual(
    [
      ...["a0", "it", "it.double", "it.double-2.0", "it.double-2.1", "it.double-2.2"],
      ...["it.chain.0.double", "it.chain.0.double-2", "it.chain.1.double", "it.chain.1.double-2"],
      ...["it.both.double", "it.sum", "it.sum.double.0", "it.sum.double.1"],
    ].toSorted(),
  );
  expect(bench.errors).toEqual([]);
});

test("a task is tried again by its policy", { timeout }, async () => {
  let calls = 0;
  const flaky = defineTask({
    name: "flaky",
    retries: 2,
    run: () => {
      calls += 1;
      if (calls < 3) throw new Error("not yet");
      return calls;
    },
  });
  const bench = await begin(flow((each) => each.call(flaky, undefined), flaky));
  expect(await end(bench)).toMatchObject({ phase: "SUCCEEDED", value: 3 });
});

test(
  "a task that takes too long times out, and the workflow hears of it",
  { timeout },
  async () => {
    const bench = await begin(flow((each) => each.call(never, null, { timeout: 20 }), never));
    const { code, message, phase } = await end(bench);
    expect({ phase, code }).toEqual({ phase: "FAILED", code: "ChildFailed" });
    expect(message).toContain("it.never ended TIMED_OUT");
  },
);

const bad = defineTask({
  name: "bad",
  run: (n: number): number => {
    if (n === 1) throw new TaskError("one is too few", { code: "TooFew" });
    return n;
  },
});

test("a failure aborts the others, and the workflow fails with it", { timeout }, async () => {
  const bench = await begin(
    flow(
      (each) =>
        each.each("all", [0, 1, 2], async (n, branch): Promise<unknown> =>
          n === 1 ? branch.call(bad, n) : branch.call(never, null),
        ),
      bad,
      never,
    ),
  );
  const { code, message, phase } = await end(bench);
  expect({ phase, code }).toEqual({ phase: "FAILED", code: "ChildFailed" });
  expect(message).toBe("it.all.1.bad ended FAILED: TooFew: one is too few");
  for (const i of [0, 2]) expect((await end(bench, `it.all.${i}.never`)).phase).toBe("ABORTED");
});

test("a step that nobody waits for may fail", { timeout }, async () => {
  const bench = await begin(
    flow(
      async ({ call }) => {
        void call(bad, 1);
        return call(double, await call(double, 1));
      },
      bad,
      double,
    ),
  );
  expect((await end(bench)).value).toBe(4);
});

test("or lets the others run on", { timeout }, async () => {
  const bench = await begin(
    flow((each) => each.map(bad, [0, 1, 2], { concurrency: 1, onFailure: "run-on" }), bad),
  );
  expect((await end(bench)).phase).toBe("FAILED");
  expect((await end(bench, "it.bad.2")).value).toBe(2);
});

test("or is told beside the others", { timeout }, async () => {
  const bench = await begin(
    flow(async (each) => {
      const settled = await each.mapSettled(bad, [0, 1, 2]);
      return settled.map((one) => (one.ok ? one.value : one.error.message));
    }, bad),
  );
  expect((await end(bench)).value).toEqual([0, "it.bad.1 ended FAILED: TooFew: one is too few", 2]);
});

test("what the workflow doesn't wait for is aborted when it ends", { timeout }, async () => {
  const bench = await begin(
    flow(
      async (each) => {
        void each.call(never, null);
        return each.call(double, 1);
      },
      double,
      never,
    ),
  );
  expect((await end(bench)).value).toBe(2);
  expect((await end(bench, "it.never")).phase).toBe("ABORTED");
});

test("a person is asked, and the answer is given", { timeout }, async () => {
  const bench = await begin(flow((each) => each.ask("sure", { type: "boolean", prompt: "Sure?" })));
  const { spec, status } = await bench.until("it.sure", () => true);
  expect(actionPhaseLifecycle.of(status?.phase ?? 0)?.shortName).toBe("PAUSED");
  expect(spec.value).toMatchObject({
    prompt: "Sure?",
    type: { type: { value: SimpleType.BOOLEAN } },
  });
  await bench.ledger.signal(idOf("it.sure"), truth);
  expect((await end(bench)).value).toBe(true);
});

test("a question that nobody answers in time fails", { timeout }, async () => {
  const bench = await begin(flow((each) => each.ask("sure", { type: "string", timeout: 20 })));
  expect((await end(bench)).message).toContain("it.sure ended TIMED_OUT");
});

test("an abort reaches the workflow and what it waits for", { timeout }, async () => {
  const aborted = Promise.withResolvers<void>();
  const bench = await begin(
    flow((each) => {
      each.signal.addEventListener("abort", () => aborted.resolve());
      return each.call(never, null);
    }, never),
    { lease: 1000 },
  );
  await bench.until("it.never", ({ attempts }) => attempts[0]?.phase === 4);
  await bench.abort("it");
  await aborted.promise;
  await bench.until("it", ({ status }) => status?.abort?.state === 3);
  expect((await end(bench, "it.never")).phase).toBe("ABORTED");
});

test(
  "waiting workflows take no place of what they wait for, however little there is",
  { timeout },
  async () => {
    const inner = defineWorkflow({
      name: "inner",
      uses: [double],
      run: (n: number, each: Flow) => each.call(double, n),
    });
    const workflow = flow((each) => each.map(inner, [1, 2, 3]), inner);
    const bench = await begin(workflow, { concurrency: 1, perProject: 1, perTaskType: 1 });
    expect((await end(bench)).value).toEqual([2, 4, 6]);
  },
);

test(
  "a crash anywhere: the function runs again, and what has ended is answered from the ledger",
  { timeout },
  async () => {
    for (let crash = 1; crash <= 5; crash += 1) {
      const calls: string[] = [];
      const reached = Promise.withResolvers<void>();
      let isFirst = true;
      const note = defineTask({
        name: "note",
        run: async (what: string, { signal }: FunctionContext) => {
          calls.push(what);
          if (isFirst && calls.length === crash) {
            reached.resolve();
            await new Promise((resolve) => signal.addEventListener("abort", resolve));
          }
          return what;
        },
      });
      const workflow = flow(async (each) => {
        const when = await each.trace("when", () => calls.length);
        const a = await each.call(note, `a${when}`);
        const both = await Promise.all(
          ["b", "c"].map(async (n) => each.call(note, await each.call(note, n + a))),
        );
        return [a, ...both];
      }, note);
      const bench = await Bench.open();
      const first = work(bench, workflow);
      await bench.declare("workflow/it", { it: {} });
      await reached.promise;
      await first.stop();
      isFirst = false;
      const before = [...calls];
      work(bench, workflow);
      expect(await end(bench)).toMatchObject({
        phase: "SUCCEEDED",
        value: ["a0", "ba0", "ca0"],
        message: "",
      });
      // What was under way is done once more, and nothing else is.
      expect(calls.length).toBeLessThanOrEqual(5 + 1 + (crash > 1 ? 1 : 0));
      expect(calls.slice(0, before.length)).toEqual(before);
      expect(calls.filter((what) => what === "a0").length).toBe(crash === 1 ? 2 : 1);
      expect(bench.errors).toEqual([]);
    }
  },
);

test.each([
  {
    what: "another input",
    again: (each: Flow) => each.call(double, 2),
    expected: `expected was it.double (task/double {"input":1}), and it.double (task/double {"input":2}) came`,
  },
  {
    what: "another step",
    again: (each: Flow) => each.call(bad, 1),
    expected: `expected was it.double (task/double {"input":1}), and it.bad (task/bad {"input":1}) came`,
  },
  {
    what: "nothing",
    again: async () => 0,
    expected: `expected was it.double (task/double {"input":1}), and its end came`,
  },
])(
  "a workflow that asks for $what when it is run again is told",
  { timeout },
  async ({ again, expected }) => {
    let isFirst = true;
    const reached = Promise.withResolvers<void>();
    const workflow = flow(
      async (each) => {
        if (!isFirst) return again(each);
        const doubled = await each.call(double, 1);
        reached.resolve();
        await each.call(never, null);
        return doubled;
      },
      bad,
      double,
      never,
    );
    const bench = await Bench.open();
    const first = work(bench, workflow);
    await bench.declare("workflow/it", { it: { maxAttempts: 3 } });
    await reached.promise;
    await bench.until("it.never", () => true);
    await first.stop();
    isFirst = false;
    work(bench, workflow, { patience: 50 });
    const { code, message, phase } = await end(bench);
    expect({ phase, code }).toEqual({ phase: "FAILED", code: "Nondeterministic" });
    expect(message).toContain(expected);
    expect(await namesIn(bench)).not.toContain("it.bad");
  },
);

const positive: StandardSchema<number> = {
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value) =>
      typeof value === "number" && value > 0
        ? { value }
        : { issues: [{ message: `${String(value)} isn't above 0`, path: ["n"] }] },
  },
};

test.each([
  {
    what: "an input that its schema refuses",
    callee: defineTask({ name: "checked", input: positive, run: (n: number) => n }),
    input: -1,
    message:
      "it.checked ended FAILED: BadInput: The input is not what the schema asks for.\ninput.n: -1 isn't above 0",
  },
  {
    what: "outputs that its schema refuses",
    callee: defineTask({ name: "checked", output: positive, run: () => -2 }),
    input: 1,
    message:
      "BadOutputs: The outputs is not what the schema asks for.\noutputs.n: -2 isn't above 0",
  },
  {
    what: "an input that the ledger can't hold",
    callee: double as never,
    input: "x".repeat(2 ** 20) as never,
    message: "above the ledger's limit of 1048576 (bytesPerReport). Write what is large to a file",
  },
  {
    what: "an input that isn't data",
    callee: double as never,
    input: 1n as never,
    message: "input of double: can't be written as JSON",
  },
])(
  "$what is the user's error, and the worker goes on",
  { timeout },
  async ({ callee, input, message }) => {
    const bench = await begin(flow((each) => each.call(callee, input as never), callee));
    const result = await end(bench);
    expect(result.phase).toBe("FAILED");
    expect(result.message).toContain(message);
    expect(bench.errors).toEqual([]);
  },
);

test(
  "a worker that stops leaves what the workflow has under way to the next",
  { timeout },
  async () => {
    let isOpen = false;
    const slow = defineTask({
      name: "slow",
      run: (n: number, { signal }: FunctionContext) =>
        new Promise<number>((resolve, reject) => {
          if (isOpen) resolve(n);
          else signal.addEventListener("abort", () => reject(signal.reason as Error));
        }),
    });
    const workflow = flow((each) => each.map(slow, [1, 2, 3]), slow);
    const bench = await Bench.open();
    const first = work(bench, workflow);
    await bench.declare("workflow/it", { it: {} });
    await bench.until("it.slow.2", ({ attempts }) => attempts.length > 0);
    await first.stop();
    isOpen = true;
    work(bench, workflow);
    expect(await end(bench)).toMatchObject({ phase: "SUCCEEDED", value: [1, 2, 3] });
  },
);

test("a recursion without an end is the user's error", { timeout }, async () => {
  const self: Workflow<null> = defineWorkflow({
    name: "it",
    run: (_, each): Promise<unknown> => each.call(self, null),
  });
  const bench = await begin(self);
  const { message, phase } = await end(bench);
  expect(phase).toBe("FAILED");
  expect(message).toContain("TooDeep: it: workflows call each other 50 deep");
  const { items } = await bench.ledger.listActions(runId, { limit: 100 });
  // The root of all tests, the first, and those below it.
  expect(items).toHaveLength(1 + 1 + 50);
  expect(bench.errors).toEqual([]);
});

test("names are checked, and are one task's each", () => {
  expect(() => defineTask({ name: "a b", run: () => null })).toThrow(/"a b" must have 1 to 100/);
  expect(() => defineTask({ name: "a", retries: -1, run: () => null })).toThrow(/retries: -1/);
  const again = defineTask({ name: "double", run: () => null });
  const workflow = flow(async () => null, double, again);
  const ledger = {} as never;
  expect(() => workflowPlugins({ ledger, workflows: [workflow] })).toThrow(/the task "double"/);
});
