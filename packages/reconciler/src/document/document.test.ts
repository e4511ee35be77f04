import { readFile } from "node:fs/promises";
import { create, type JsonObject, type JsonValue } from "@bufbuild/protobuf";
import { ActionIdentifierSchema, LiteralSchema, RunIdentifierSchema } from "@runledger/proto";
import { actionPhaseLifecycle } from "@runledger/state";
import { describe, expect, test } from "vitest";
import { processPlugin } from "../plugins/process-plugin.ts";
import { Bench } from "../testing/open.ts";
import { documentPlugin, WORKFLOW } from "./document-plugin.ts";
import { documentSchema } from "./document-schema.ts";
import { readDocument } from "./read-document.ts";

const timeout = 60_000;
const run = create(RunIdentifierSchema, { project: "project", domain: "test", name: "r" });
const no = create(LiteralSchema, {
  value: {
    case: "scalar",
    value: { value: { case: "primitive", value: { value: { case: "boolean", value: false } } } },
  },
});

/** Gives what is wrong with a document of these tasks, and these other fields. */
function wrong(tasks: unknown, more: object = {}): string[] {
  const read = readDocument({ name: "it", tasks, ...more });
  if (read.kind === "document") return [];
  return read.problems.map(({ message, path }) => `${path.join(".")}: ${message}`);
}

describe("a document is refused", () => {
  const ok = { run: "true" };
  test.each([
    [{}, {}, "tasks: has no task, and must have one at least"],
    [[], {}, "tasks: is [], and must be fields by name"],
    [{ a: ok }, { name: "a b" }, 'name: is "a b", and must have 1 to 100 letters'],
    [
      { a: ok },
      { jobs: 1 },
      "jobs: isn't known; there are name, description, inputs, env, onFailure, tasks",
    ],
    [
      { a: { ...ok, need: [] } },
      {},
      "tasks.a.need: isn't known; there are command, args, run, condition",
    ],
    [{ a: {} }, {}, "tasks.a: must have one of command, run and condition, and has none"],
    [
      { a: { ...ok, command: "x" } },
      {},
      "tasks.a: must have one of command, run and condition, and has command and run",
    ],
    [{ a0: ok }, {}, "tasks.a0: is the name of the whole run: take another"],
    [
      { a: { ...ok, timeout: 5 } },
      {},
      "tasks.a.timeout: is 5, and must be a time with its unit, as in 500ms",
    ],
    [
      { a: { ...ok, retries: 1000 } },
      {},
      "tasks.a.retries: is 1000, and must be a whole number from 0 to 999",
    ],
    [{ a: { ...ok, args: [1] } }, {}, "tasks.a.args.0: is 1, and must be text; put it in quotes"],
    [{ a: { ...ok, env: { "a-b": "" } } }, {}, "tasks.a.env.a-b: is no name of a variable"],
    [
      { a: { ...ok, needs: ["b"] } },
      {},
      'tasks.a.needs.0: is "b", and there is no such task; there are a',
    ],
    [
      { a: { ...ok, needs: ["b"] }, b: { ...ok, needs: ["c"] }, c: { ...ok, needs: ["a"] } },
      {},
      "tasks.a.needs: goes in a circle: a needs b needs c needs a; leave one of these out",
    ],
    [{ a: { ...ok, needs: ["a"] } }, {}, "tasks.a.needs: goes in a circle: a needs a"],
    [
      { a: { run: "echo ${{ inputs.b }}" } },
      {},
      "tasks.a.run: holds a reference, which isn't put into scripts",
    ],
    [
      { a: { command: "${{ inputs.b }}" } },
      {},
      'tasks.a.command: ${{ inputs.b }}: there is no input "b"; there are none',
    ],
    [
      { a: { command: "x", args: ["${{ tasks.b.outputs }}"] }, b: ok },
      {},
      `tasks.a.args.0: \${{ tasks.b.outputs }}: "b" isn't among the needs`,
    ],
    [
      { a: { command: "x", args: ["${{ item }}"] } },
      {},
      "tasks.a.args.0: ${{ item }}: only what is done for each item of a map has one",
    ],
    [
      { a: { command: "x", args: ["${{ 1 + 1 }}"] } },
      {},
      "tasks.a.args.0: ${{ 1 + 1 }}: isn't a reference",
    ],
    [
      { a: { ...ok, map: "all" } },
      {},
      'tasks.a.map: is "all", and must be a list, or a reference to one',
    ],
    [
      { a: { condition: {}, retries: 1 } },
      {},
      "tasks.a.retries: means nothing to a condition; leave it out",
    ],
    [
      { a: { condition: { type: "date" } } },
      {},
      'tasks.a.condition.type: is "date", and must be one of boolean, integer, float, string',
    ],
    [
      { a: ok },
      { inputs: { n: { type: "integer", default: "x" } } },
      'inputs.n.default: is "x", and must be of the input\'s type, integer',
    ],
    [
      { a: ok },
      { env: { X: "${{ inputs.no }}" } },
      'env.X: ${{ inputs.no }}: there is no input "no"',
    ],
  ])("%j %j", (tasks, more, problem) => {
    expect(wrong(tasks, more)).toContainEqual(expect.stringContaining(problem));
  });
});

test("the schema for editors is the one that the check goes by", async () => {
  const path = new URL("../../workflow.schema.json", import.meta.url);
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual(documentSchema);
});

async function start(document: JsonObject, inputs: JsonObject = {}): Promise<Bench> {
  const bench = await Bench.open();
  const { ledger } = bench;
  const plugins = [documentPlugin({ ledger }), processPlugin({ grace: 100, pollInterval: 10 })];
  bench.work({ plugins, concurrency: 2 });
  const whole = { name: "it", ...document };
  await bench.declare(WORKFLOW, {
    it: { custom: { document: whole, inputs, folder: bench.folder } },
  });
  return bench;
}

async function phaseOf(bench: Bench, name: string): Promise<string | undefined> {
  const { status } = await bench.ended(name);
  return actionPhaseLifecycle.of(status?.phase ?? 0)?.shortName;
}

const outputs = (json: JsonValue): string =>
  `echo '${JSON.stringify(json)}' > "$RUNLEDGER_OUTPUTS"`;

test(
  "commands are run once what they need has ended, with what that returned",
  { timeout },
  async () => {
    const bench = await start(
      {
        inputs: { who: { default: "world" } },
        env: { GREETING: "hello ${{ inputs.who }}" },
        tasks: {
          list: { run: outputs({ names: ["a", "b c"] }) },
          each: {
            needs: ["list"],
            map: "${{ tasks.list.outputs.names }}",
            command: "sh",
            args: ["-c", 'echo "$GREETING $1 $2" >> all', "x", "${{ item }}", "${{ index }}"],
            concurrency: 1,
          },
          after: { needs: ["each"], run: 'cp all "$COPY"', env: { COPY: "copy" } },
        },
      },
      { who: "you; exit 1" },
    );
    expect(await phaseOf(bench, "it")).toBe("SUCCEEDED");
    expect(await readFile(`${bench.folder}/copy`, "utf8")).toBe(
      "hello you; exit 1 a 0\nhello you; exit 1 b c 1\n",
    );
  },
);

test("what needs a condition that was answered with false is left out", { timeout }, async () => {
  const bench = await start({
    tasks: {
      sure: { condition: { prompt: "Sure?" } },
      yes: { needs: ["sure"], run: "true" },
      next: { needs: ["yes"], run: "true" },
      other: { run: "true" },
    },
  });
  await bench.until("it.sure", () => true);
  await bench.ledger.signal(create(ActionIdentifierSchema, { run, name: "it.sure" }), no);
  expect(await phaseOf(bench, "it")).toBe("SUCCEEDED");
  const { items } = await bench.ledger.listActions(run);
  expect(new Set(items.map(({ id }) => id?.name))).toEqual(
    new Set(["a0", "it", "it.other", "it.sure"]),
  );
});

test.each([
  ["fail-fast", "ABORTED"],
  ["run-on", "SUCCEEDED"],
])("a failure, with %s: the others are %s", { timeout }, async (onFailure, others) => {
  const bench = await start({
    onFailure,
    tasks: {
      bad: { run: "exit 3" },
      other: { run: `exec sleep ${others === "ABORTED" ? 600 : 0}` },
      never: { needs: ["bad"], run: "true" },
    },
  });
  const { attempts } = await bench.ended("it");
  expect(attempts[0]?.error?.message).toContain("it.bad ended FAILED: Exit3");
  expect(await phaseOf(bench, "it.other")).toBe(others);
});

test.each([
  [
    "a cycle",
    { tasks: { a: { needs: ["a"], run: "true" } } },
    {},
    /tasks\.a\.needs: goes in a circle: a needs a/,
  ],
  [
    "an input of the wrong type",
    { inputs: { n: { type: "integer" } }, tasks: { a: { run: "true" } } },
    { n: "x" },
    /inputs\.n: is "x", and must be of the type integer/,
  ],
  [
    "an input that isn't there",
    { inputs: { n: {} }, tasks: { a: { run: "true" } } },
    {},
    /inputs\.n: isn't given, and has no default/,
  ],
  [
    "a reference into outputs that leads nowhere",
    {
      tasks: {
        a: { run: outputs({ x: 1 }) },
        b: { needs: ["a"], command: "echo", args: ["${{ tasks.a.outputs.y }}"] },
      },
    },
    {},
    /there is no tasks\.a\.outputs\.y\. There are x/,
  ],
  [
    "a command that isn't there",
    { tasks: { a: { command: "no-such-command" } } },
    {},
    /it\.a ended FAILED/,
  ],
])(
  "%s is the user's error, and the worker goes on",
  { timeout },
  async (_, document, inputs, message) => {
    const bench = await start(document, inputs);
    const { attempts } = await bench.ended("it");
    expect(attempts[0]?.error?.message).toMatch(message);
    expect(attempts[0]?.error?.kind).toBe(1);
    await bench.declare(WORKFLOW, {
      next: { custom: { document: { name: "next", tasks: { a: { run: "true" } } } } },
    });
    expect(await phaseOf(bench, "next")).toBe("SUCCEEDED");
  },
);
