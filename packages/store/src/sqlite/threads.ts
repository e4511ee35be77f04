import { ThreadChannel } from "../channel/thread-channel.ts";
import type { ReaderOperations } from "./read/reader-operations.ts";
import type { SqliteOptions } from "./sqlite-options.ts";
import type { WriterOperations } from "./write/writer-operations.ts";

// In the sources this file ends in .ts and so do those beside it, in what is built in .js. The build rewrites what is
// imported, and can't see what a thread is to run.
const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

/** Starts the thread that writes. */
export function startWriter(options: SqliteOptions): ThreadChannel<WriterOperations> {
  const module = new URL(`./serve-writer.${extension}`, import.meta.url);
  return new ThreadChannel(module, "runledger store writer", options);
}

/** Starts the thread that reads. */
export function startReader(options: SqliteOptions): ThreadChannel<ReaderOperations> {
  const module = new URL(`./serve-reader.${extension}`, import.meta.url);
  return new ThreadChannel(module, "runledger store reader", options);
}
