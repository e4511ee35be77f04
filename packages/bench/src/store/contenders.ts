import { type ActionRow, type Store, openStore } from "@runledger/store";
import { BareDatabase } from "./bare-database.ts";
import type { Batch } from "./synthesize-changes.ts";

/** A way to keep rows. */
export interface Contender {
  readonly write: (batch: Batch) => void | Promise<void>;
  /** Reads all actions of a run in pages. Returns how many there were. */
  readonly list: (runId: number, limit: number) => number | Promise<number>;
  readonly close: () => void | Promise<void>;
}

export type ContenderName = "bare" | "guarded" | "here" | "store";

/** The ways there are, each over a file that isn't there yet. */
export const contenders: Readonly<Record<ContenderName, (path: string) => Promise<Contender>>> = {
  /** Statements alone. */
  bare: (path: string) => bare(path, false),
  /** Statements and the guard in the database. */
  guarded: (path: string) => bare(path, true),
  /** The store, all of it in the calling thread. */
  here: async (path: string) => stored(await openStore(path, { threads: "here" })),
  /** The store as it is opened by itself. */
  store: async (path: string) => stored(await openStore(path)),
};

async function bare(path: string, guarded: boolean): Promise<Contender> {
  const database = await BareDatabase.create(path, { guarded });
  return {
    write: ({ changes }) => database.write(changes),
    list: (runId, limit) => {
      let count = 0;
      for (let above = 0; ;) {
        const page = database.list(runId, above, limit);
        count += page.count;
        if (page.count < limit) return count;
        above = page.last;
      }
    },
    close: () => database.close(),
  };
}

function stored(store: Store): Contender {
  return {
    write: ({ keys, changes }) =>
      store.transact(async (transaction) => {
        await transaction.lockRuns(keys.map((key) => ({ ...key, org: "", createdAt: 1 })));
        await transaction.write(changes);
      }),
    list: async (runId, limit) => {
      let count = 0;
      for (let above = 0; ;) {
        const page: ActionRow[] = await store.actionsChanged({ runId, above, limit });
        count += page.length;
        if (page.length < limit) return count;
        above = page.at(-1)?.revision ?? above;
      }
    },
    close: () => store.close(),
  };
}
