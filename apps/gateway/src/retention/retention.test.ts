import type { PruneQuery } from "@runledger/ledger";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { brokenLedger } from "../testing/broken-ledger.ts";
import { startTestGateway } from "../testing/start-test-gateway.ts";
import { storyRun as run, tell } from "../testing/story.ts";
import { readKeepRule } from "./keep-rule.ts";
import { Retention } from "./retention.ts";

const hour = 3_600_000;

describe("A rule of how long runs are kept", () => {
  test.each([
    ["90d", { age: 90 * 24 * hour }],
    ["12h", { age: 12 * hour }],
    ["my-project=2w", { project: "my-project", age: 14 * 24 * hour }],
    ["p/d=1d", { project: "p", domain: "d", age: 24 * hour }],
  ])("%s is read", (text, rule) => {
    expect(readKeepRule(text)).toEqual(rule);
  });

  test.each(["", "90", "0d", "d", "-1d", "1m", "=1d", "p/=1d", "p/d/e=1d", "1.5d"])(
    "%j is none",
    (text) => {
      expect(readKeepRule(text)).toBeUndefined();
    },
  );
});

test("The narrowest rule holds, and pages are gone through to the end", async () => {
  const asked: PruneQuery[] = [];
  const ledger = {
    ...brokenLedger(() => 0),
    pruneRuns: async (query: PruneQuery) => {
      asked.push(query);
      return { runs: [], kept: 0, after: query.after === undefined ? "more" : undefined };
    },
  };
  const logger = pino({ level: "silent" });
  const keepRuns = ["10h", "p=2h", "p/d=1h", "q/e=3h"];
  const retention = new Retention({
    ledger,
    logger,
    keepRuns,
    pruneInterval: hour,
    keepDeletions: hour,
  });
  await retention.prune(10 * hour);
  expect(asked.map(({ after }) => after)).toEqual(keepRuns.flatMap(() => [undefined, "more"]));
  expect(asked.filter(({ after }) => after !== undefined)).toEqual([
    {
      unchangedSince: 0,
      limit: 100,
      after: "more",
      except: [{ project: "p" }, { project: "p", domain: "d" }, { project: "q", domain: "e" }],
    },
    {
      unchangedSince: 8 * hour * 1000,
      limit: 100,
      after: "more",
      project: "p",
      except: [{ project: "p", domain: "d" }],
    },
    {
      unchangedSince: 9 * hour * 1000,
      limit: 100,
      after: "more",
      project: "p",
      domain: "d",
      except: [],
    },
    {
      unchangedSince: 7 * hour * 1000,
      limit: 100,
      after: "more",
      project: "q",
      domain: "e",
      except: [],
    },
  ]);
});

test("A gateway deletes a run and prunes others, and says what became of each", async () => {
  const gateway = await startTestGateway();
  await tell(gateway, [{ action: "a0", phase: "RUNNING" }]);
  const deleteRun = `mutation ($input: DeleteRunInput!) {
    deleteRun(input: $input) { outcome message revision actions }
  }`;
  const first = await gateway.send(deleteRun, { input: { run } });
  expect(first.data).toMatchObject({
    deleteRun: {
      outcome: "OPEN",
      message: expect.stringContaining("hasn't settled"),
      actions: null,
    },
  });
  const second = await gateway.send(deleteRun, { input: { run, evenIfOpen: true, atRevision: 1 } });
  expect(second.data).toMatchObject({ deleteRun: { outcome: "CHANGED", revision: 2 } });
  const pruneRuns = `mutation ($input: PruneRunsInput!) {
    pruneRuns(input: $input) { runs { id { name } revision actions updatedTime } kept after }
  }`;
  const since = { unchangedSince: "2200-01-01T00:00:00Z" };
  expect((await gateway.send(pruneRuns, { input: since })).data).toMatchObject({
    pruneRuns: { runs: [], kept: 0, after: null },
  });
  const all = { ...since, project: run.project, evenIfOpen: true };
  for (const dryRun of [true, false]) {
    expect((await gateway.send(pruneRuns, { input: { ...all, dryRun } })).data).toMatchObject({
      pruneRuns: { runs: [{ id: { name: run.name }, revision: 2, actions: 1 }], kept: 0 },
    });
  }
  expect((await gateway.send(pruneRuns, { input: all })).data).toMatchObject({
    pruneRuns: { runs: [] },
  });
});

test("A gateway clears away what is left of deleted runs, and forgets them after a while", async () => {
  const asked: unknown[] = [];
  const rows = [1000, 4, 0];
  const ledger = {
    ...brokenLedger(() => 0),
    sweepDeletedRuns: async () => rows.shift() ?? 0,
    forgetDeletedRuns: async (before: number) => asked.push(before) % 3,
  };
  const logger = pino({ level: "silent" });
  const ages = { keepRuns: [], pruneInterval: hour, keepDeletions: 2 * hour };
  await new Retention({ ledger, logger, ...ages }).sweep(10 * hour);
  expect(rows).toEqual([]);
  expect(asked).toEqual(Array(3).fill(8 * hour * 1000));
});
