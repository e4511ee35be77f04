import type { Channel } from "../channel/channel.ts";
import { localChannel } from "../channel/local-channel.ts";
import type { Store } from "../store.ts";
import { nearOperations } from "./near-operations.ts";
import { Near } from "./near.ts";
import { openNear } from "./open-near.ts";
import { openReader } from "./open-reader.ts";
import { openWriter } from "./open-writer.ts";
import { readerOperations } from "./read/reader-operations.ts";
import { MEMORY, type SqliteOptions } from "./sqlite-options.ts";
import { SqliteStore } from "./sqlite-store.ts";
import { startReader, startWriter } from "./threads.ts";
import { toStoreError } from "./to-store-error.ts";
import { writerOperations } from "./write/writer-operations.ts";

/**
 * Opens a store over SQLite.
 *
 * @throws StoreError
 */
export async function openSqlite(
  options: SqliteOptions,
  threads: "workers" | "here",
): Promise<Store> {
  if (options.path === MEMORY) return openInMemory(options);
  return threads === "here" ? openHere(options) : openInThreads(options);
}

/** Opens one connection for everything: a database in memory has no other. */
function openInMemory(options: SqliteOptions): Store {
  return translating(options, () => {
    const opened = openWriter(options);
    return new SqliteStore({
      description: describe(options),
      writer: local(options, writerOperations(opened)),
      reader: local(options, readerOperations(opened.connection)),
      shared: true,
    });
  });
}

/** Opens two connections in this thread. */
function openHere(options: SqliteOptions): Store {
  return translating(options, () => {
    const opened = openWriter(options);
    return new SqliteStore({
      description: describe(options),
      writer: local(options, writerOperations(opened)),
      reader: local(options, readerOperations(openReader(options))),
      shared: false,
    });
  });
}

/** Opens a connection that writes and one that reads, each in a thread of its own, and one here for small lookups. */
async function openInThreads(options: SqliteOptions): Promise<Store> {
  const writer = startWriter(options);
  try {
    await writer.ready;
    const reader = startReader(options);
    await reader.ready;
    const operations = translating(options, () => nearOperations(openNear(options)));
    // Where that fails, so will the next commit, and it is the one to say so.
    const checkpoint = () => void writer.call("checkpoint").catch(() => {});
    const near = new Near(local(options, operations), checkpoint, () => performance.now());
    return new SqliteStore({ description: describe(options), writer, reader, near, shared: false });
  } catch (error) {
    await writer.close();
    throw error;
  }
}

function local<O>(options: SqliteOptions, operations: O): Channel<O> {
  return localChannel(operations, (error) => toStoreError(error, options.place));
}

function translating<T>({ place }: SqliteOptions, open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw toStoreError(error, place);
  }
}

function describe({ path }: SqliteOptions): string {
  return `SQLite ${process.versions["sqlite"] ?? ""}, ${path === MEMORY ? "in memory" : path}`;
}
