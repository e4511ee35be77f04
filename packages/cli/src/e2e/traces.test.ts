import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Follower } from "../testing/follower.ts";
import { GatewayProcess } from "../testing/gateway-process.ts";
import { queriedListing, shownListing } from "../testing/listing.ts";
import { CommandProcess } from "../testing/process.ts";
import { summaryOf } from "../testing/summary.ts";

/** A folder of traces in WfFormat, as WfInstances has them. Too large to carry, so nobody has it by default. */
const folder = process.env["RUNLEDGER_TRACES"];
const traces =
  folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith(".json"));

describe.skipIf(folder === undefined)("a real workflow, from RUNLEDGER_TRACES", () => {
  it.each(traces)(
    "%s: every watch of it ends with the same tree and counts as a query",
    { timeout: 300_000 },
    async (trace) => {
      await using gateway = await GatewayProcess.start();
      const client = gateway.client();
      const before = new Follower(client, "story");
      const toBeCut = new Follower(client, "story");
      using replay = new CommandProcess(
        ["replay", join(folder ?? "", trace), "--to", gateway.url, "--speed", "2000"].concat([
          "--failure-rate",
          "0.1",
          "--run",
          "story",
          "--json",
        ]),
      );
      await toBeCut.until(({ revision }) => revision > 10);
      const tree = await toBeCut.cut();
      const inTheMiddle = new Follower(client, "story");
      await inTheMiddle.until(({ isComplete }) => isComplete);
      const resumed = new Follower(client, "story", { tree });
      expect(await replay.ended()).toBe(0);

      const { result, refused, actions, answered, reports } = summaryOf(replay);
      expect({ result, refused, answered }).toEqual({
        result: "sent",
        refused: 0,
        answered: reports,
      });
      const expected = await queriedListing(client, "story");
      expect(expected).toHaveLength(actions);
      for (const follower of [before, inTheMiddle, resumed]) {
        expect(await follower.ended).toMatchObject({ kind: "settled" });
        expect(shownListing(follower.tree)).toEqual(expected);
      }
    },
  );
});
