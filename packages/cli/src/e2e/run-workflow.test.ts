import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../scripts/testing/temporary-folder.ts";
import { GatewayProcess } from "../testing/gateway-process.ts";
import { CommandProcess } from "../testing/process.ts";

const hello = fileURLToPath(new URL("../../../../examples/hello.yaml", import.meta.url));

test("a workflow runs, prints, is asked and answered, and fails by its exit code", async () => {
  await using gateway = await GatewayProcess.start();
  const to = ["--to", gateway.url];
  const run = new CommandProcess(["run", hello, "--name", "hello-1", "--input", "who=you", ...to]);
  await run.match(
    /goodbye asks: .* Say goodbye\?\n {2}answer with: runledger signal hello-1 goodbye/,
  );
  const wrong = new CommandProcess(["signal", "hello-1", "goodbye", "perhaps", ...to]);
  expect(await wrong.ended()).toBe(2);
  expect(wrong.stderr).toContain('"perhaps" must be true or false');
  expect(await new CommandProcess(["signal", "hello-1", "goodbye", "yes", ...to]).ended()).toBe(0);
  expect(await run.ended()).toBe(0);
  for (const printed of ["greet | Hello, you!", "flaky | attempt 2", "wave | Goodbye, you."]) {
    expect(run.stdout).toContain(printed);
  }
  expect(run.stdout).toContain("flaky  succeeded, attempt 2");
  // The same again is fine, and another answer is refused.
  expect(await new CommandProcess(["signal", "hello-1", "goodbye", "true", ...to]).ended()).toBe(0);
  expect(await new CommandProcess(["signal", "hello-1", "goodbye", "no", ...to]).ended()).toBe(1);

  const file = join(temporaryFolder(), "bad.yaml");
  writeFileSync(file, "name: bad\ntasks:\n  it: { run: exit 3 }\n");
  const bad = new CommandProcess(["run", file, "--json", ...to]);
  expect(await bad.ended()).toBe(1);
  const frames = bad.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { kind: string });
  expect(frames.at(-1)).toMatchObject({ kind: "settled", phase: "FAILED" });

  writeFileSync(file, "name: long\ntasks:\n  it: { command: sleep, args: ['600'] }\n");
  const long = new CommandProcess(["run", file, "--name", "long-1", ...to]);
  await long.match(/it {2}running/);
  long.kill("SIGINT");
  expect(await long.ended()).toBe(130);
  expect(long.stderr).toContain("run long-1 is aborted");
});
