import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test, vi } from "vitest";
import { type StoreHarness, conformanceCases } from "../conformance/index.ts";
import { type StoreOptions, openStore } from "../open-store.ts";
import type { Store } from "../store.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

// Disks may be slow, and machines busy.
vi.setConfig({ testTimeout: 120_000 });

/** A harness over files, each store in one of its own. */
function overFiles(options: StoreOptions): StoreHarness {
  const paths = new Map<Store, string>();
  const open = async (path: string): Promise<Store> => {
    const store = await openStore(path, options);
    paths.set(store, path);
    return store;
  };
  const pathOf = (store: Store): string => paths.get(store) ?? "";
  return {
    open: () => open(join(temporaryFolder(), "runledger.db")),
    reopen: async (store) => {
      await store.close();
      return open(pathOf(store));
    },
    moveByHand: async (store, { runId, number, phase, attempt }) => {
      const db = new DatabaseSync(pathOf(store));
      try {
        db.prepare("UPDATE action SET phase = ?, attempt = ? WHERE run_id = ? AND number = ?").run(
          phase,
          attempt,
          runId,
          number,
        );
      } finally {
        db.close();
      }
    },
  };
}

const harnesses: Record<string, StoreHarness> = {
  "in threads": overFiles({ threads: "workers" }),
  "in the calling thread": overFiles({ threads: "here" }),
  "in memory": { open: () => openStore("memory:"), readersWait: true },
};

describe.each(Object.entries(harnesses))("SQLite %s", (_, harness) => {
  // Not test.each: that cuts their names off.
  for (const { name, run } of conformanceCases) {
    test(name, async () => {
      await expect(run(harness)).resolves.toBeUndefined();
    });
  }
});
