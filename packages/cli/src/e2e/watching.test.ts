import { expect, it } from "vitest";
import { codeAfter } from "../testing/code-after.ts";
import { Follower } from "../testing/follower.ts";
import { GatewayProcess } from "../testing/gateway-process.ts";
import { queriedListing, shownListing } from "../testing/listing.ts";
import { CommandProcess } from "../testing/process.ts";
import { summaryOf } from "../testing/summary.ts";
import { traceFile } from "../testing/trace-file.ts";

it(
  "every watch of a replay ends with the same tree and counts as a query, over cuts and a restart",
  { timeout: 120_000 },
  async () => {
    await using gateway = await GatewayProcess.start();
    const client = gateway.client();
    const file = traceFile(160, 1);
    const words = [
      "--failure-rate",
      "0.2",
      "--speed",
      "100",
      "--batch",
      "20",
      "--run",
      "story",
      "--json",
    ];

    const before = new Follower(client, "story");
    const filtered = new Follower(client, "story", { phases: ["RUNNING", "FAILED"] });
    const toBeCut = new Follower(client, "story");
    using replay = new CommandProcess(["replay", file, "--to", gateway.url, ...words]);

    await toBeCut.until(({ revision }) => revision > 100);
    const tree = await toBeCut.cut();
    await before.until(({ revision }) => revision > 300);
    const inTheMiddle = new Follower(client, "story");
    await inTheMiddle.until(({ isComplete }) => isComplete);
    expect(await gateway.restart("SIGTERM")).toBe(codeAfter("SIGTERM", 0));
    await before.until(({ revision }) => revision > 500);
    const resumed = new Follower(client, "story", { tree });

    expect(await replay.ended()).toBe(0);
    const summary = summaryOf(replay);
    expect(summary).toMatchObject({
      result: "sent",
      refused: 0,
      actions: 165,
      answered: summary.reports,
    });

    const expected = await queriedListing(client, "story");
    expect(expected).toHaveLength(165);
    for (const follower of [before, inTheMiddle, resumed]) {
      expect(await follower.ended).toMatchObject({ kind: "settled", phase: "SUCCEEDED" });
      expect(shownListing(follower.tree)).toEqual(expected);
    }
    expect(before.reconnections).toBeGreaterThan(0);
    // Everything has succeeded, so nothing is left of what was running, or failed and then tried again.
    expect(await filtered.ended).toMatchObject({ kind: "settled" });
    expect(shownListing(filtered.tree)).toEqual([]);
  },
);
