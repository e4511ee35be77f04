import { expect, it, vi } from "vitest";
import { systemClock } from "../command/clock.ts";
import { run } from "../command/run.ts";
import { GatewayProcess } from "../testing/gateway-process.ts";
import { codeAfter } from "../testing/code-after.ts";
import { CommandProcess } from "../testing/process.ts";
import { readWholeRun } from "../testing/read-whole-run.ts";
import { testHost } from "../testing/test-host.ts";
import { traceFile } from "../testing/trace-file.ts";

const scope = { project: "default", domain: "development" } as const;
const where = ["--project", scope.project, "--domain", scope.domain];

/** The last thing of a kind that a mirror has told, with its fields. */
function lastTold(stdout: string, event: string): unknown {
  const lines = stdout.split("\n").filter((line) => line.endsWith("}"));
  const told = lines.map((line): unknown => JSON.parse(line));
  return told.findLast((each) => (each as { event: string }).event === event);
}

it(
  "a mirror that is killed, between gateways that are, ends as upstream is, and has nothing more to tell",
  { timeout: 180_000 },
  async () => {
    const [upstream, ledger] = await Promise.all([GatewayProcess.start(), GatewayProcess.start()]);
    await using _ = upstream;
    await using __ = ledger;
    const words = ["mirror", "--from", upstream.url, "--to", ledger.url, "--json", ...where];
    const replay = ["replay", traceFile(12, 3), "--to", upstream.url, "--run", "story"];
    const replayed = run(
      [...replay, "--failure-rate", "0.3", "--speed", "60", "--batch", "5"],
      testHost({ clock: systemClock }).host,
    );
    using first = new CommandProcess([...words, "--relist-every", "1"]);
    await first.match(/"MOVED":\d/);
    first.kill("SIGKILL");
    await first.ended();

    using second = new CommandProcess([...words, "--relist-every", "1"]);
    await second.match(/"event":"status"/);
    await Promise.all([ledger.restart("SIGKILL"), upstream.restart("SIGKILL")]);
    expect(await replayed).toBe(0);
    await vi.waitUntil(() => /"run-ended"|"whole":1/.test(second.stdout), { timeout: 60_000 });
    second.kill("SIGTERM");
    expect(await second.ended()).toBe(codeAfter("SIGTERM", 130));

    const story = { ...scope, name: "story" };
    const told = await readWholeRun(ledger.client(), story);
    expect(told.length).toBeGreaterThan(12);
    expect(told).toEqual(await readWholeRun(upstream.client(), story));
    const third = testHost({ clock: systemClock });
    expect(await run([...words, "--once"], third.host)).toBe(0);
    expect(lastTold(third.stdout.text, "summary")).toMatchObject({
      reports: {},
      runs: { whole: 1, ended: 0 },
      open: 0,
    });
  },
);

it("says what is wrong with how it is called, and never shows a token", async () => {
  const called = async (...words: string[]): Promise<[number, string]> => {
    const { host, stdout, stderr } = testHost({ env: { RUNLEDGER_FROM_TOKEN: "secret-token" } });
    const code = await run(["mirror", ...where, ...words], host);
    expect(stdout.text + stderr.text).not.toContain("secret-token");
    return [code, stderr.text];
  };
  const says = (code: number, text: string): unknown => [code, expect.stringContaining(text)];
  expect(await called("--from", "ftp://x")).toEqual(says(2, "http://"));
  expect(await called("--from", "https://me:pw@x")).toEqual(says(2, "--from-token-file"));
  const noToken = ["--from", "http://x", "--from-token-file", "/nowhere"];
  expect(await called(...noToken)).toEqual(says(2, "--from-token-file /nowhere"));
  const noGateway = ["--from", "http://127.0.0.1:9", "--to", "http://127.0.0.1:9", "--once"];
  expect(await called(...noGateway)).toEqual(says(1, "no gateway answers"));
});
