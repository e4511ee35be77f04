import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { create } from "@bufbuild/protobuf";
import { type TaskLog, TaskLogSchema } from "@runledger/proto";

/** Links to what a command prints: files that grow while it runs. */
export function logsOf(folder: string): TaskLog[] {
  return ["stdout", "stderr"].map((name) =>
    create(TaskLogSchema, { name, uri: pathToFileURL(join(folder, name)).href, ready: true }),
  );
}
