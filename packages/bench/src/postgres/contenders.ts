import { openLedger } from "@runledger/ledger";
import { openStore } from "@runledger/store";
import { BarePostgres } from "./bare-postgres.ts";
import type { LoadBatch } from "./workload.ts";

/** A way to keep what is reported, in an empty database. */
export interface Contender {
  /** Keeps a batch. Resolves when it is on the disk. */
  readonly write: (batch: LoadBatch) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

export type ContenderName = "bare" | "store" | "ledger";

/** How many connections each may have. */
const CONNECTIONS = 10;

/** The ways there are. */
export const contenders: Readonly<Record<ContenderName, (url: string) => Promise<Contender>>> = {
  /** Statements alone. */
  async bare(url) {
    const database = await BarePostgres.create(url, CONNECTIONS);
    return { write: ({ changes }) => database.write(changes), close: () => database.close() };
  },
  /** The store: rows that are made already. */
  async store(url) {
    const store = await openStore(url, { connections: CONNECTIONS });
    return {
      write: ({ changes, keys }) =>
        store.transact(async (transaction) => {
          await transaction.lockRuns(keys.map((key) => ({ ...key, org: "", createdAt: 1 })));
          await transaction.write(changes);
        }),
      close: () => store.close(),
    };
  },
  /** The ledger: reports, which it checks, folds and answers. */
  async ledger(url) {
    const store = await openStore(url, { connections: CONNECTIONS });
    const ledger = openLedger({ store });
    return {
      async write({ reports }) {
        const refused = (await ledger.record(reports)).find(({ kind }) => kind === "rejected");
        if (refused !== undefined) throw new Error(JSON.stringify(refused));
      },
      async close() {
        await ledger.close();
        await store.close();
      },
    };
  },
};
