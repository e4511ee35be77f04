import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Operation } from "../client/gateway-client.ts";
import { codeAfter } from "../testing/code-after.ts";
import { Follower } from "../testing/follower.ts";
import { GatewayProcess } from "../testing/gateway-process.ts";
import { queriedListing } from "../testing/listing.ts";
import { CommandProcess } from "../testing/process.ts";
import { readEvents } from "../testing/read-run.ts";
import { summaryOf } from "../testing/summary.ts";
import { traceFile } from "../testing/trace-file.ts";

/** A report as a dry run writes it and as a query shows it. */
interface ReportView {
  readonly id: { readonly name: string };
  readonly attempt: number;
  readonly phase: string;
  readonly version?: number;
  readonly producer: string;
}

let gateway: GatewayProcess;

beforeAll(async () => {
  gateway = await GatewayProcess.start();
}, 60_000);
afterAll(() => gateway[Symbol.asyncDispose]());

function replay(file: string, run: string, ...words: string[]): CommandProcess {
  return new CommandProcess([
    "replay",
    file,
    "--to",
    gateway.url,
    "--failure-rate",
    "0.2",
    "--json",
    "--run",
    run,
    ...words,
  ]);
}

function keyOf({ id, attempt, phase, version = 0 }: ReportView): string {
  return [id.name, attempt, phase, version].join(" ");
}

describe("a replay", { timeout: 60_000 }, () => {
  it("stores every report as it was planned, each under a revision of its own", async () => {
    const file = traceFile(40, 2);
    using planning = replay(file, "stored", "--dry-run");
    expect(await planning.ended()).toBe(0);
    const lines = planning.stdout.trimEnd().split("\n").slice(1);
    const planned = lines.map(
      (line) => (JSON.parse(line) as { report: { event: ReportView } }).report.event,
    );

    using replaying = replay(file, "stored");
    expect(await replaying.ended()).toBe(0);
    const events = await readEvents(gateway.client(), "stored");
    const stored = new Map(
      events
        .map(({ event }) => event as ReportView)
        .filter(({ producer }) => producer === "runledger-cli")
        .map((event) => [keyOf(event), event]),
    );
    expect([...stored.keys()].sort()).toEqual(planned.map(keyOf).sort());
    for (const event of planned) expect(stored.get(keyOf(event))).toMatchObject(event);
    expect(new Set(events.map(({ revision }) => revision)).size).toBe(events.length);
  });

  it("is acknowledged whole when it is told again", async () => {
    const file = traceFile(60, 3);
    using first = replay(file, "again");
    expect(await first.ended()).toBe(0);
    const listed = await queriedListing(gateway.client(), "again");
    using second = replay(file, "again");
    expect(await second.ended()).toBe(0);
    const { outcomes, reports } = summaryOf(second);
    expect(outcomes).toEqual({ DUPLICATE: reports });
    expect(await queriedListing(gateway.client(), "again")).toEqual(listed);
  });

  it.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)(
    "goes on where %s ended it, when it is called again",
    async (signal) => {
      const file = traceFile(80, 4);
      const watching = new Follower(gateway.client(), signal);
      using first = replay(file, signal, "--speed", "100", "--batch", "10");
      await watching.until(({ revision }) => revision > 150);
      first.kill(signal);
      expect(await first.ended()).toBe(codeAfter(signal, 130));

      using second = replay(file, signal);
      expect(await second.ended()).toBe(0);
      const { outcomes, reports, answered } = summaryOf(second);
      expect(answered).toBe(reports);
      expect(outcomes["DUPLICATE"]).toBeGreaterThan(0);
      expect(outcomes["DUPLICATE"]).toBeLessThan(reports);
      expect(await watching.ended).toMatchObject({ kind: "settled", phase: "SUCCEEDED" });

      // Told in two parts or in one, it is the same story.
      using whole = replay(file, `${signal}-whole`);
      expect(await whole.ended()).toBe(0);
      const client = gateway.client();
      const inOne = await queriedListing(client, `${signal}-whole`);
      expect(await queriedListing(client, signal)).toEqual(inOne);
    },
  );

  it("says what to do where the name is taken by another story", async () => {
    const file = traceFile(8, 5);
    using first = replay(file, "taken");
    expect(await first.ended()).toBe(0);
    using other = replay(file, "taken", "--seed", "9");
    expect(await other.ended()).toBe(1);
    expect(other.stderr).toMatch(/another story under this name: choose another name with --run/);
  });

  it("says which rule refused what it sent where somebody has aborted the run meanwhile", async () => {
    const file = traceFile(80, 6);
    const client = gateway.client();
    const watching = new Follower(client, "aborted");
    using replaying = replay(file, "aborted", "--speed", "100", "--batch", "10");
    await watching.until(({ revision }) => revision > 100);
    await client.request(abortRun, "aborted");
    expect(await replaying.ended()).toBe(1);
    const { answered, refused, reports, refusals } = summaryOf(replaying);
    expect(answered).toBe(reports);
    expect(refused).toBeGreaterThan(0);
    expect(refusals[0]?.reason).toMatch(/^RL\d+: \w/);
    expect(await watching.ended).toMatchObject({ kind: "settled", phase: "ABORTED" });
  });
});

const abortRun: Operation<string, unknown> = {
  document: "mutation ($input: AbortRunInput!) { abortRun(input: $input) { result { outcome } } }",
  variables: (name) => ({
    input: { run: { project: "default", domain: "development", name }, reason: "enough" },
  }),
  read: (data) => data.value,
};
