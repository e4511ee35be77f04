import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../scripts/testing/temporary-folder.ts";
import { GatewayProcess } from "../testing/gateway-process.ts";
import { CommandProcess } from "../testing/process.ts";

const example = fileURLToPath(new URL("../../../../examples/duplicates.ts", import.meta.url));
const here = ["--database", "memory:"];

test("the example finds duplicates among a hundred files, asks, and writes what it found", async () => {
  const folder = join(temporaryFolder(), "files");
  mkdirSync(folder);
  for (let i = 0; i < 100; i += 1) writeFileSync(join(folder, `${i}.txt`), `${i % 98}\n`);
  const report = join(folder, "..", "report.json");
  const inputs = ["--input", `folder=${folder}`, "--input", `report=${report}`];
  await using gateway = await GatewayProcess.start();
  const { url } = gateway;
  // The gateway has the database; the code runs here.
  const run = new CommandProcess(["run", example, "--name", "d-1", ...inputs, "--to", url]);
  await run.match(/write-it asks: 2 contents are there more than once in 100 files\./);
  const answer = ["signal", "d-1", "write-it", "yes", "--to", url];
  expect(await new CommandProcess(answer).ended()).toBe(0);
  expect(await run.ended()).toBe(0);
  expect(run.stdout).toMatch(/settled at revision \d+: succeeded/);
  const groups = JSON.parse(readFileSync(report, "utf8")) as string[][];
  expect(groups.map((paths) => paths.map((path) => path.slice(folder.length + 1)))).toEqual(
    expect.arrayContaining([expect.arrayContaining(["0.txt", "98.txt"])]),
  );
});

test("what is the user's fault ends it with 1, and what can't be run with 2", async () => {
  const missing = join(temporaryFolder(), "nowhere");
  const inputs = ["--input", `folder=${missing}`, "--input", "report=x"];
  const failed = new CommandProcess(["run", example, ...inputs, ...here], {
    XDG_DATA_HOME: temporaryFolder(),
  });
  expect(await failed.ended()).toBe(1);
  expect(failed.stdout).toContain("duplicates  failed");
  expect(failed.stderr).toMatch(
    /failed: USER ChildFailed: list ended FAILED: NoSuchFolder: folder: there is/,
  );

  const file = join(temporaryFolder(), "none.ts");
  writeFileSync(file, "export default 1;\n");
  const none = new CommandProcess(["run", file, ...here], { XDG_DATA_HOME: temporaryFolder() });
  expect(await none.ended()).toBe(2);
  expect(none.stderr).toContain("its default export is no workflow");
});
