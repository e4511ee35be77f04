import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, type Store } from "@runledger/store";
import { onTestFinished } from "vitest";
import type { LedgerOptions } from "../ledger-options.ts";
import type { Ledger } from "../ledger.ts";
import { openLedger } from "../open-ledger.ts";
import { ManualClock } from "./manual-clock.ts";
import { seededBytes } from "./seeded-bytes.ts";

/** A ledger to test, with what it stands on. */
export interface Opened {
  readonly ledger: Ledger;
  readonly store: Store;
  readonly clock: ManualClock;
}

/** Opens a store in memory, until the test is over. */
export async function openMemory(): Promise<Store> {
  const store = await openStore("memory:");
  onTestFinished(() => store.close());
  return store;
}

/** Opens a store over a file of its own, with threads, until the test is over. */
export async function openFile(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), "runledger-ledger-"));
  const store = await openStore(join(folder, "x.db"));
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return store;
}

/** Opens a ledger over a store in memory, or over the one given, until the test is over. Its clock stands still. */
export async function open(options: Partial<LedgerOptions> = {}): Promise<Opened> {
  const store = options.store ?? (await openMemory());
  const clock = new ManualClock();
  const ledger = openLedger({ clock, random: seededBytes(1), ...options, store });
  onTestFinished(() => ledger.close());
  return { ledger, store, clock };
}
