import type { Channel } from "../channel/channel.ts";
import { localChannel } from "../channel/local-channel.ts";
import type { ThreadChannel } from "../channel/thread-channel.ts";
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
    try {
      return new SqliteStore({
        description: describe(options),
        writer: local(options, writerOperations(opened)),
        reader: local(options, readerOperations(openReader(options))),
        shared: false,
      });
    } catch (error) {
      opened.close();
      throw error;
    }
  });
}

/** Opens a connection that writes and one that reads, each in a thread of its own, and one here for what is small. */
async function openInThreads(options: SqliteOptions): Promise<Store> {
  const threads: { close(): Promise<void> }[] = [];
  const ready = async <O>(thread: ThreadChannel<O>): Promise<Channel<O>> => {
    threads.push(thread);
    await thread.ready;
    return thread;
  };
  try {
    const writer = await ready(startWriter(options));
    const reader = await ready(startReader(options));
    const operations = translating(options, () => nearOperations(openNear(options)));
    const near = new Near(local(options, operations), writer, () => performance.now());
    return new SqliteStore({ description: describe(options), writer, reader, near, shared: false });
  } catch (error) {
    await Promise.all(threads.map((thread) => thread.close()));
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
