import { describe, expect, it } from "vitest";
import { Follower } from "../testing/follower.ts";
import { GatewayProcess } from "../testing/gateway-process.ts";
import { CommandProcess } from "../testing/process.ts";
import { readActions, readEvents } from "../testing/read-run.ts";
import { recount } from "../testing/recount.ts";
import { traceFile } from "../testing/trace-file.ts";
import type { ShownTree } from "../watch/shown-tree.ts";

const timeout = 120_000;

/** What the summary of a replay says, as far as these tests ask. */
interface Summary {
  readonly result: string;
  readonly actions: number;
  readonly reports: number;
  readonly answered: number;
  readonly refused: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

function summaryOf({ stdout }: CommandProcess): Summary {
  return JSON.parse(stdout) as Summary;
}

function replay(gateway: GatewayProcess, file: string, ...words: string[]): CommandProcess {
  return new CommandProcess([
    "replay",
    file,
    "--to",
    gateway.url,
    "--failure-rate",
    "0.2",
    "--json",
    ...words,
  ]);
}

/** What a watch shows in the end, as a query would list it. */
function shown(tree: ShownTree): unknown {
  return [...tree.actions.values()]
    .map(({ name, parent, phase, attempts, revision, counts }) => ({
      name,
      parent,
      phase,
      attempts,
      revision,
      counts: Object.fromEntries(counts),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What a query lists, with the counts that follow from it. */
async function queried(gateway: GatewayProcess, name: string): Promise<unknown> {
  const actions = await readActions(gateway.client(), name);
  const counts = recount(actions);
  return actions
    .map((action) => ({ ...action, counts: counts.get(action.name) ?? {} }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

describe("a replay", () => {
  it(
    "ends with the same tree and counts in every watch as in a query, over cuts and a restart",
    { timeout },
    async () => {
      const gateway = await GatewayProcess.start();
      const client = gateway.client();
      const file = traceFile(160, 1);

      const before = new Follower(client, "story");
      const filtered = new Follower(client, "story", { phases: ["RUNNING", "FAILED"] });
      const toBeCut = new Follower(client, "story");
      const replaying = replay(gateway, file, "--run", "story", "--speed", "100", "--batch", "20");

      await toBeCut.until(({ revision }) => revision > 100);
      const tree = await toBeCut.cut();
      await before.until(({ revision }) => revision > 300);
      const inTheMiddle = new Follower(client, "story");
      await inTheMiddle.until(({ isComplete }) => isComplete);
      expect(await gateway.restart("SIGTERM")).toBe(0);
      await before.until(({ revision }) => revision > 500);
      const resumed = new Follower(client, "story", { tree });

      expect(await replaying.ended()).toBe(0);
      const summary = summaryOf(replaying);
      expect(summary).toMatchObject({
        result: "sent",
        refused: 0,
        actions: 165,
        answered: summary.reports,
      });

      const expected = await queried(gateway, "story");
      for (const follower of [before, inTheMiddle, resumed]) {
        expect(await follower.ended).toMatchObject({ kind: "settled", phase: "SUCCEEDED" });
        expect(shown(follower.tree)).toEqual(expected);
      }
      expect(before.reconnections).toBeGreaterThan(0);
      // Everything has succeeded, so nothing is left of what was running, or failed and then tried again.
      expect(await filtered.ended).toMatchObject({ kind: "settled" });
      expect(shown(filtered.tree)).toEqual([]);
    },
  );

  it("stores every report as it was sent", { timeout }, async () => {
    const gateway = await GatewayProcess.start();
    const file = traceFile(40, 2);
    const planned = replay(gateway, file, "--run", "story", "--dry-run");
    expect(await planned.ended()).toBe(0);
    const reports = planned.stdout
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => (JSON.parse(line) as { report: { event: unknown } }).report.event);

    expect(await replay(gateway, file, "--run", "story").ended()).toBe(0);
    const events = await readEvents(gateway.client(), "story");
    const own = events
      .map(({ event }) => event as { producer: string })
      .filter(({ producer }) => producer === "runledger-cli");
    expect(own).toHaveLength(reports.length);
    expect(own.map(keyOf).sort()).toEqual(reports.map(keyOf).sort());
    const stored = new Map(own.map((event) => [keyOf(event), event]));
    for (const report of reports) expect(stored.get(keyOf(report))).toMatchObject(report as object);
    // No revision was given twice.
    expect(new Set(events.map(({ revision }) => revision)).size).toBe(events.length);
  });

  it("is acknowledged whole when it is told again", { timeout }, async () => {
    const gateway = await GatewayProcess.start();
    const file = traceFile(60, 3);
    expect(await replay(gateway, file, "--run", "story").ended()).toBe(0);
    const tree = await queried(gateway, "story");
    const again = replay(gateway, file, "--run", "story");
    expect(await again.ended()).toBe(0);
    const { outcomes, reports } = summaryOf(again);
    expect(outcomes).toEqual({ DUPLICATE: reports });
    expect(await queried(gateway, "story")).toEqual(tree);
  });

  it.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)(
    "goes on where %s ended it, when it is called again",
    { timeout },
    async (signal) => {
      const gateway = await GatewayProcess.start();
      const file = traceFile(80, 4);
      const watching = new Follower(gateway.client(), "story");
      const first = replay(gateway, file, "--run", "story", "--speed", "100", "--batch", "10");
      await watching.until(({ revision }) => revision > 150);
      first.kill(signal);
      expect(await first.ended()).toBe(signal === "SIGKILL" ? -2 : 130);

      const second = replay(gateway, file, "--run", "story");
      expect(await second.ended()).toBe(0);
      const { outcomes, reports, answered } = summaryOf(second);
      expect(answered).toBe(reports);
      expect(outcomes["DUPLICATE"]).toBeGreaterThan(0);
      expect(outcomes["DUPLICATE"]).toBeLessThan(reports);
      expect(await watching.ended).toMatchObject({ kind: "settled", phase: "SUCCEEDED" });

      // Told in two parts or in one, it is the same story; only the revisions count differently.
      expect(await replay(gateway, file, "--run", "whole").ended()).toBe(0);
      const withoutRevisions = (key: string, value: unknown): unknown =>
        key === "revision" ? undefined : value;
      expect(JSON.stringify(await queried(gateway, "story"), withoutRevisions)).toBe(
        JSON.stringify(await queried(gateway, "whole"), withoutRevisions),
      );
    },
  );

  it("says what to do where the name is taken by another story", { timeout }, async () => {
    const gateway = await GatewayProcess.start();
    const file = traceFile(8, 5);
    expect(await replay(gateway, file, "--run", "story").ended()).toBe(0);
    const other = replay(gateway, file, "--run", "story", "--seed", "9");
    expect(await other.ended()).toBe(1);
    expect(other.stderr).toMatch(/another story under this name: choose another name with --run/);
  });
});

function keyOf(event: unknown): string {
  const {
    id,
    attempt,
    phase,
    version = 0,
  } = event as { id: { name: string }; attempt: number; phase: string; version?: number };
  return [id.name, attempt, phase, version].join(" ");
}
