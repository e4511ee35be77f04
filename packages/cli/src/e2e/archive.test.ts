import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { systemClock } from "../command/clock.ts";
import { run } from "../command/run.ts";
import { Follower } from "../testing/follower.ts";
import { GatewayProcess } from "../testing/gateway-process.ts";
import { testHost } from "../testing/test-host.ts";
import { traceFile } from "../testing/trace-file.ts";

const hour = 3_600_000;

/** Runs a command as if it were later. */
async function command(hours: number, ...words: string[]) {
  const clock = { ...systemClock, now: () => Date.now() + hours * hour };
  const { host, stderr, stdout } = testHost({ clock });
  const code = await run(words, host);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

it(
  "old runs are archived and deleted, judged and explained from their archives, and imported again as they were",
  { timeout: 180_000 },
  async () => {
    await using gateway = await GatewayProcess.start();
    const folder = mkdtempSync(join(tmpdir(), "runledger-cli-archive-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    const to = ["--to", gateway.url];
    for (const name of ["one", "two"]) {
      const sent = ["replay", traceFile(20, 1), "--speed", "max", "--run", name, ...to];
      expect(await command(0, ...sent)).toMatchObject({ code: 0 });
    }
    const before = new Follower(gateway.client(), "one");
    await before.until(({ isComplete }) => isComplete);

    const old = ["prune", "--older-than", "1h", "--archive", folder, ...to];
    expect(await command(2, ...old, "--even-if-open")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--even-if-open"),
    });
    expect((await command(2, ...old, "--dry-run")).stdout).toMatch(
      /would archive and delete 2 runs with 50 actions\n$/,
    );
    expect(readdirSync(join(folder))).not.toContain("default");
    const { code, stdout } = await command(2, ...old, "--json");
    expect(code).toBe(0);
    const told = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { name: string; archive: string; bytes: number });
    expect(told).toMatchObject([
      {
        name: "one",
        archive: expect.stringMatching(/^file:.*one\.r\d+\.[0-9a-f]{12}\.runledger\.gz$/),
      },
      { name: "two" },
    ]);
    expect((await command(2, ...old)).stdout).toBe("archived and deleted 0 runs with 0 actions\n");
    expect((await command(0, "runs", ...to)).stdout).not.toContain("two");

    const files = told.map(({ archive }) => new URL(archive).pathname);
    const [file = ""] = files;
    const judged = await command(0, "validate", ...files);
    expect(judged, judged.stdout).toMatchObject({ code: 0 });
    const explained = await command(0, "explain", file);
    expect(explained).toMatchObject({ code: 0, stderr: "" });
    expect(explained.stdout).toContain("SUCCEEDED");
    expect(explained.stdout).not.toContain("conflict");

    expect(await command(0, "import", "archive", file, "--speed", "2", ...to)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--speed isn't for archives"),
    });
    const dry = await command(0, "import", "archive", ...files, "--dry-run", ...to);
    expect(dry.stdout).toMatch(/^would import default\/development\/one {2}25 actions/);
    const imported = await command(0, "import", "archive", ...files, ...to);
    expect(imported, imported.stderr).toMatchObject({ code: 0 });
    const after = new Follower(gateway.client(), "one");
    await after.until(({ isComplete }) => isComplete);
    const shapeOf = ({ tree }: Follower) =>
      [...tree.actions.values()].map(({ name, parent, phase }) => ({ name, parent, phase }));
    expect(shapeOf(after)).toEqual(shapeOf(before));
    const again = await command(0, "import", "archive", file, "--json", ...to);
    expect(again.code).toBe(1);
    expect(JSON.parse(again.stdout)).toMatchObject({ kind: "exists", name: "one" });
    // What was imported has changed just now, and isn't old.
    expect((await command(0.5, ...old)).stdout).toContain("0 runs");
  },
);

it("what is no whole archive is refused before anything is sent", async () => {
  const folder = mkdtempSync(join(tmpdir(), "runledger-cli-archive-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const nowhere = ["--to", "http://127.0.0.1:1", "--give-up-after", "0"];
  const cases: [string, string][] = [
    ["empty", ""],
    ["foreign", "hello, this is no archive"],
    ["package.json", readFileSync(new URL("../../package.json", import.meta.url), "utf8")],
  ];
  for (const [name, text] of cases) {
    const file = join(folder, name);
    writeFileSync(file, text);
    expect(await command(0, "import", "archive", file, ...nowhere)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`${file}: This is no archive of a run`),
    });
  }
  expect(await command(0, "import", "archive", join(folder, "none"), ...nowhere)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("can't be read"),
  });
  expect(await command(0, "import", "archive", "-", ...nowhere)).toMatchObject({ code: 2 });
});
