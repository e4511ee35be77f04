import { parentPort, workerData } from "node:worker_threads";
import { serve } from "../channel/serve.ts";
import { openReader } from "./open-reader.ts";
import { readerOperations } from "./read/reader-operations.ts";
import type { SqliteOptions } from "./sqlite-options.ts";
import { toStoreError } from "./to-store-error.ts";

// What the reader's thread runs.
const options = workerData as SqliteOptions;

if (parentPort !== null) {
  serve(
    parentPort,
    () => readerOperations(openReader(options)),
    (error) => toStoreError(error, options.place),
  );
}
