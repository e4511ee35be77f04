import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runProgram } from "./testing/run-program.ts";
import { startTestGateway } from "./testing/start-gateway.ts";

const programs = process.env["RUNLEDGER_FLYTEKIT"];
const cwd = fileURLToPath(new URL("../python/flyte1/", import.meta.url));

describe.skipIf(programs === undefined)("flytekit", { timeout: 240_000 }, () => {
  test("its FlyteRemote registers, executes, awaits, terminates and recovers, while an engine tells what happens", async () => {
    const { endpoint } = await startTestGateway();
    const words = ["-m", "unittest", "-v", "flytekit_test"];
    const env = { RUNLEDGER_ENDPOINT: endpoint, PYTHONDONTWRITEBYTECODE: "1" };
    const { code, output } = await runProgram(join(programs ?? "", "python"), words, { cwd, env });
    expect(code, output).toBe(0);
    expect(output).toMatch(/Ran [1-9]\d* tests/);
  });
});
