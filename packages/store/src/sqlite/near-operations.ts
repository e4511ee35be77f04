import type { Connection } from "./connection.ts";
import { type LookupOperations, lookupOperations } from "./lookup-operations.ts";
import type { Changes } from "../store.ts";
import { write } from "./write/write.ts";

/** What is small enough to be done in the calling thread. */
export type NearOperations = LookupOperations & {
  /** Writes everything in one transaction and makes it durable. */
  commit(changes: Changes): void;
  close(): void;
};

/** Makes the operations over an open connection. */
export function nearOperations(connection: Connection): NearOperations {
  return {
    ...lookupOperations((lookup) => connection.transaction("BEGIN", () => lookup(connection))),
    commit: (changes) => {
      connection.transaction("BEGIN IMMEDIATE", () => write(connection, changes));
    },
    close: () => connection.close(),
  };
}
