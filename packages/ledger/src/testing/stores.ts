import { openStore, type Store } from "@runledger/store";
import { createDatabase } from "@runledger/store/testing";
import { inject, onTestFinished } from "vitest";
import { openMemory } from "./open.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server for the tests of this run. Undefined: PostgreSQL isn't installed. */
    postgres: { readonly url: string } | undefined;
  }
}

/** A kind of store to test with. */
export interface StoreKind {
  readonly name: string;
  /** How many cases a property tries: a server takes longer over each. */
  readonly numRuns: number;
  /** Opens an empty one, until the test is over. */
  readonly open: () => Promise<Store>;
}

const server = inject("postgres");

/** Makes an empty database until the test is over, and returns its address. Only where there is a server. */
async function temporaryDatabase(): Promise<string> {
  if (server === undefined) throw new Error("There is no PostgreSQL: skip this test.");
  const database = await createDatabase(server.url);
  onTestFinished(() => database[Symbol.asyncDispose]());
  return database.url;
}

async function openOnServer(): Promise<Store> {
  const store = await openStore(await temporaryDatabase());
  onTestFinished(() => store.close());
  return store;
}

const memory: StoreKind = { name: "SQLite in memory", numRuns: 150, open: openMemory };
const postgres: StoreKind = { name: "PostgreSQL", numRuns: 25, open: openOnServer };

/** Every kind of store that there is here. */
export const stores: readonly StoreKind[] = server === undefined ? [memory] : [memory, postgres];
