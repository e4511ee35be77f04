import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Sabotage, sabotages } from "../clients/sabotage.ts";
import { planRound } from "../plan/plan-round.ts";
import type { FaultAction, RoundPlan } from "../plan/round-plan.ts";
import { powerHost, type Synchronous } from "../power/power-host.ts";
import type { DatabaseHost } from "./database-host.ts";
import { type RoundResult, runRound } from "./run-round.ts";
import { sqliteHost } from "./sqlite-host.ts";

const timeout = 120_000;

/** A small round in which one thing goes wrong. */
function smallPlan(action: FaultAction): RoundPlan {
  const plan = planRound(4711, { database: "sqlite", faults: 0, actions: 8 });
  return { ...plan, faults: [{ at: 30, span: 20, lasts: 300, action }] };
}

async function run(
  plan: RoundPlan,
  host: DatabaseHost = sqliteHost(),
  sabotage?: Sabotage,
): Promise<RoundResult> {
  const folder = mkdtempSync(join(tmpdir(), "runledger-faults-"));
  onTestFinished(async () => {
    await host.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const own = join(folder, "round");
  mkdirSync(own);
  const opened = await host.open(own);
  // What was lost on purpose may be what a watch waits for.
  const patience = sabotage === undefined ? {} : { patience: 5000 };
  return runRound({ ...opened, ...patience, plan, folder: own, sabotage, progress: () => {} });
}

test("a round in which connections are cut holds every promise", { timeout }, async () => {
  const { violation, reports, reconnections } = await run(
    smallPlan({ kind: "cut-clients", gateway: 0 }),
  );
  expect(violation?.details).toBeUndefined();
  expect(reports).toBeGreaterThan(50);
  expect(reconnections).toBeGreaterThan(0);
});

test.each(sabotages)(
  "a harness that is broken on purpose says so: %s",
  { timeout },
  async (how) => {
    const { violation } = await run(
      smallPlan({ kind: "cut-clients", gateway: 0 }),
      sqliteHost(),
      how,
    );
    expect(violation).toBeDefined();
  },
);

test.runIf(process.platform === "linux").each([
  ["FULL", false],
  ["NORMAL", true],
] as const)(
  "after a power cut with synchronous = %s, something is missing: %s",
  { timeout },
  async (synchronous: Synchronous, isMissing) => {
    const host = await powerHost(synchronous);
    if (host === undefined) {
      // No compiler. CI has one.
      expect(process.env["CI"]).not.toBe("true");
      return;
    }
    const { violation } = await run(smallPlan({ kind: "cut-power" }), host);
    expect(violation !== undefined).toBe(isMissing);
  },
);
