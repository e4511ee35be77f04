import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { create } from "@bufbuild/protobuf";
import { ExecutionError_ErrorKind, SimpleType, TemplateVariablesSchema } from "@runledger/proto";
import { expect, onTestFinished, test } from "vitest";
import { FUNCTION, functionPlugin } from "../plugins/function-plugin.ts";
import { HTTP, httpPlugin } from "../plugins/http-plugin.ts";
import { PROCESS, processPlugin } from "../plugins/process-plugin.ts";
import { Bench } from "../testing/open.ts";

const timeout = 60_000;
const variables = create(TemplateVariablesSchema, {
  variables: [
    { key: "rows", value: { type: { type: { case: "simple", value: SimpleType.INTEGER } } } },
  ],
});

/** Serves an engine that has done everything already, with these outputs. */
async function engine(outputs: unknown): Promise<string> {
  const server = createServer((_, response) => {
    response.end(JSON.stringify({ phase: "SUCCEEDED", outputs }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Each way to do a task that gives some outputs. */
const ways = {
  [FUNCTION]: async () => ({}),
  [PROCESS]: async (outputs: unknown) => {
    const script = `echo '${JSON.stringify(outputs)}' > "$RUNLEDGER_OUTPUTS"`;
    return { command: ["sh", "-c", script] };
  },
  [HTTP]: async (outputs: unknown) => ({ url: await engine(outputs) }),
};

test.each(Object.keys(ways) as (keyof typeof ways)[])(
  "outputs of a %s that aren't what the interface says are the author's failure, which names the field",
  { timeout },
  async (type) => {
    const bench = await Bench.open();
    const give = (outputs: object) => () => outputs as { rows: string | number };
    bench.work({
      plugins: [
        functionPlugin({ bad: give({ rows: "seven" }), good: give({ rows: 7 }) }),
        processPlugin({ pollInterval: 20 }),
        httpPlugin({}),
      ],
    });
    const template = { interface: { outputs: variables } };
    await bench.declare(type, {
      bad: { custom: await ways[type]({ rows: "seven" }), template },
      good: { custom: await ways[type]({ rows: 7 }), template },
    });
    const bad = await bench.ended("bad");
    expect(bad.attempts[0]?.error).toMatchObject({
      code: "Outputs",
      kind: ExecutionError_ErrorKind.USER,
      message: `outputs.rows: "seven", where the interface asks for a whole number. Give that, or change the interface.`,
    });
    expect(bad.attempts[0]?.outputs).toBeUndefined();
    const good = await bench.ended("good");
    expect(good.attempts[0]?.outputs?.outputUri).not.toBe("");
  },
);

test("an input that isn't what the interface says keeps a function from starting", async () => {
  const bench = await Bench.open();
  let calls = 0;
  bench.work({ plugins: [functionPlugin({ it: () => void (calls += 1) })] });
  const template = { interface: { inputs: variables } };
  await bench.declare(FUNCTION, { it: { custom: { input: {} }, template, maxAttempts: 3 } });
  const { attempts } = await bench.ended("it");
  expect(attempts).toHaveLength(1);
  expect(attempts[0]?.error).toMatchObject({
    code: "BadSpec",
    message: expect.stringContaining("custom.input.rows: missing"),
  });
  expect(calls).toBe(0);
});
