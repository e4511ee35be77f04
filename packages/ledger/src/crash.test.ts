import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env, execPath } from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openStore } from "@runledger/store";
import { expect, onTestFinished, test } from "vitest";
import type { Ledger } from "./ledger.ts";
import { openLedger } from "./open-ledger.ts";
import { nthReport, PRODUCERS, sharedRun } from "./testing/crash-story.ts";
import { runId } from "./testing/messages.ts";
import { seededBytes } from "./testing/seeded-bytes.ts";

/** How often to kill. Each takes about a second: `RUNLEDGER_KILLS=20` for more certainty. */
const KILLS = Number(env["RUNLEDGER_KILLS"] ?? 4);

const child = fileURLToPath(new URL("testing/crash-child.ts", import.meta.url));

/** Lets a child record, and kills it after it has said so many times that a batch was taken. Returns what it said. */
async function recordAndDie(database: string, round: number, lines: number): Promise<number[]> {
  const process = spawn(
    execPath,
    ["--conditions=@runledger/source", child, database, String(round)],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let errors = "";
  process.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const acknowledged = Array.from({ length: PRODUCERS }, () => 0);
  let count = 0;
  for await (const line of createInterface({ input: process.stdout })) {
    const [producer = 0, to = 0] = line.split(" ").map(Number);
    acknowledged[producer] = to;
    count += 1;
    if (count === lines) process.kill("SIGKILL");
  }
  if (process.exitCode === null && process.signalCode === null) await once(process, "exit");
  expect(errors).toBe("");
  expect(process.signalCode).toBe("SIGKILL");
  return acknowledged;
}

/** Lists the producers' reports that a ledger holds of a run, as `action/phase`, in the order of their revisions. */
async function stored(ledger: Ledger, run: string): Promise<string[]> {
  if ((await ledger.getRun(runId(run))) === undefined) return [];
  const keys: string[] = [];
  let last = 0n;
  for (let hasMore = true; hasMore;) {
    const page = await ledger.listEvents(runId(run), { limit: 1000, afterRevision: Number(last) });
    for (const { event, revision } of page.items) {
      expect(revision).toBeGreaterThan(last);
      last = revision;
      if (event?.producer !== "runledger") keys.push(`${event?.id?.name}/${event?.phase}`);
    }
    hasMore = page.hasMore;
  }
  return keys;
}

async function checkRound(
  ledger: Ledger,
  round: number,
  acknowledged: readonly number[],
): Promise<void> {
  const shared = await stored(ledger, sharedRun(round));
  for (const [producer, told] of acknowledged.entries()) {
    const own = await stored(ledger, `own-${round}-${producer}`);
    const held = [...shared.filter((key) => key.startsWith(`p${producer}-`)), ...own];
    expect(new Set(held).size, "none is there twice").toBe(held.length);
    const missing = Array.from({ length: told }, (_, n) => nthReport(round, producer, n).event)
      .map(({ id, phase }) => `${id?.name}/${phase}`)
      .filter((key) => !held.includes(key));
    expect(missing, "every acknowledged one is there").toEqual([]);
  }
}

test(`killed ${KILLS} times under load: every acknowledged report is there, exactly once`, async () => {
  const directory = mkdtempSync(join(tmpdir(), "runledger-crash-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const database = join(directory, "runledger.db");
  const random = seededBytes(7);
  for (let round = 0; round < KILLS; round += 1) {
    const acknowledged = await recordAndDie(database, round, 1 + ((random(1)[0] ?? 0) % 100));
    const store = await openStore(database);
    const ledger = openLedger({ store });
    await checkRound(ledger, round, acknowledged);
    // Whatever was under way can be told again.
    const again = [0, 1, 2, 3].map((n) => nthReport(round, 0, n));
    const kinds = (await ledger.record(again)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== "duplicate" && kind !== "moved")).toEqual([]);
    await ledger.close();
    await store.close();
  }
}, 120_000);
