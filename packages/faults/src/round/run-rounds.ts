import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sabotage } from "../clients/sabotage.ts";
import { planRound } from "../plan/plan-round.ts";
import type { DatabaseHost } from "./database-host.ts";
import { type RoundResult, runRound } from "./run-round.ts";

/** Which rounds to run. */
export interface RoundsOptions {
  readonly host: DatabaseHost;
  /** The seed of the first; each of the others has the next number. */
  readonly seed: number;
  readonly rounds: number;
  /** No round begins after this, in milliseconds of `performance.now()`. */
  readonly until: number;
  readonly sabotage?: Sabotage | undefined;
  readonly progress: (line: string) => void;
}

/** A round and what it came to. */
export interface FinishedRound extends RoundResult {
  readonly seed: number;
  /** How long it took, in milliseconds. */
  readonly took: number;
}

/** Runs rounds one after the other, each on an empty database. Ends with the first that finds a broken promise. */
export async function* runRounds(options: RoundsOptions): AsyncGenerator<FinishedRound> {
  const { host, seed, rounds, until, progress } = options;
  const folder = mkdtempSync(join(tmpdir(), "runledger-faults-"));
  try {
    for (let index = 0; index < rounds && performance.now() < until; index += 1) {
      const began = performance.now();
      const own = join(folder, String(index));
      mkdirSync(own);
      const result = await runOne(options, seed + index, own, (line) =>
        progress(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`),
      );
      yield { ...result, seed: seed + index, took: performance.now() - began };
      if (result.violation !== undefined) return;
    }
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runOne(
  { host, sabotage }: RoundsOptions,
  seed: number,
  folder: string,
  progress: (line: string) => void,
): Promise<RoundResult> {
  const plan = planRound(seed, { database: host.kind, power: host.hasPower });
  const opened = await host.open(folder);
  try {
    return await runRound({ ...opened, plan, folder, sabotage, progress });
  } finally {
    await opened.close();
  }
}
