import { expect, it } from "vitest";
import { systemClock } from "../command/clock.ts";
import { run } from "../command/run.ts";
import { Follower } from "../testing/follower.ts";
import { GatewayProcess } from "../testing/gateway-process.ts";
import { testHost } from "../testing/test-host.ts";
import { traceFile } from "../testing/trace-file.ts";

const hour = 3_600_000;

it(
  "old runs are listed and deleted, and who watched one is told so",
  { timeout: 120_000 },
  async () => {
    await using gateway = await GatewayProcess.start();
    /** Runs a command as if it were later. */
    const command = async (hours: number, ...words: string[]) => {
      const clock = { ...systemClock, now: () => Date.now() + hours * hour };
      const { host, stderr, stdout } = testHost({ clock });
      const code = await run([...words, "--to", gateway.url], host);
      return { code, stdout: stdout.text, stderr: stderr.text };
    };
    for (const name of ["one", "two"]) {
      const sent = await command(0, "replay", traceFile(20, 1), "--speed", "max", "--run", name);
      expect(sent.code).toBe(0);
    }
    const follower = new Follower(gateway.client(), "one");
    await follower.until(({ isComplete }) => isComplete);
    const { revision } = follower.tree;

    const old = ["prune", "--older-than", "1h"];
    const nothing = { code: 0, stdout: "deleted 0 runs with 0 actions\n" };
    expect(await command(0, ...old)).toMatchObject(nothing);
    expect(await command(2, ...old, "--project", "other")).toMatchObject(nothing);
    const dry = await command(2, ...old, "--dry-run");
    expect(dry.stdout).toMatch(
      /^would delete default\/development\/one {2}25 actions {2}last changed .*Z\n.*two.*\nwould delete 2 runs with 50 actions\n$/,
    );
    const { code, stderr, stdout } = await command(2, ...old, "--domain", "development", "--json");
    expect(code).toBe(0);
    const runs = stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(runs).toMatchObject([
      { name: "one", actions: 25 },
      { name: "two", actions: 25 },
    ]);
    expect(stderr).toBe("deleted 2 runs so far\n");
    expect(await command(2, ...old)).toMatchObject(nothing);

    const resumed = await command(0, "watch", "one", "--after", `${revision}`);
    expect(resumed).toMatchObject({ code: 1, stderr: expect.stringContaining("was deleted") });
    expect(await command(0, "prune", "--older-than", "1x")).toMatchObject({ code: 2 });
  },
);
