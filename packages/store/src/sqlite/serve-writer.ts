import { parentPort, workerData } from "node:worker_threads";
import { serve } from "../channel/serve.ts";
import { openWriter } from "./open-writer.ts";
import type { SqliteOptions } from "./sqlite-options.ts";
import { toStoreError } from "./to-store-error.ts";
import { writerOperations } from "./write/writer-operations.ts";

// What the writer's thread runs. It imports nothing but files beside it, so that it starts as it is from the sources.
const options = workerData as SqliteOptions;

if (parentPort !== null) {
  serve(
    parentPort,
    () => writerOperations(openWriter(options)),
    (error) => toStoreError(error, options.place),
  );
}
