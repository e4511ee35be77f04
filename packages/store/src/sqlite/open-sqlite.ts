import { localChannel } from "../channel/local-channel.ts";
import type { Store } from "../store.ts";
import { openReader } from "./open-reader.ts";
import { openWriter } from "./open-writer.ts";
import { readerOperations } from "./read/reader-operations.ts";
import type { SqliteOptions } from "./sqlite-options.ts";
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
  return options.location.kind === "memory" || threads === "here"
    ? openHere(options)
    : openInThreads(options);
}

async function openInThreads(options: SqliteOptions): Promise<Store> {
  const writer = startWriter(options);
  try {
    await writer.ready;
    const reader = startReader(options);
    await reader.ready;
    return new SqliteStore({ description: describe(options), writer, reader, shared: false });
  } catch (error) {
    await writer.close();
    throw error;
  }
}

function openHere(options: SqliteOptions): Store {
  const translate = (error: unknown) => toStoreError(error, options.place);
  try {
    const shared = options.location.kind === "memory";
    const opened = openWriter(options);
    const connection = shared ? opened.connection : openReader(options);
    return new SqliteStore({
      description: describe(options),
      writer: localChannel(writerOperations(opened), translate),
      reader: localChannel(readerOperations(connection), translate),
      shared,
    });
  } catch (error) {
    throw translate(error);
  }
}

function describe({ location }: SqliteOptions): string {
  const where = location.kind === "memory" ? "in memory" : location.path;
  return `SQLite ${process.versions["sqlite"] ?? ""}, ${where}`;
}
