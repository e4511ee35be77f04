import { create } from "@bufbuild/protobuf";
import { type TaskLog, TaskLogSchema } from "@runledger/proto";
import type { AttemptFiles } from "../attempt-files.ts";
import { LOGS } from "./log-shipper.ts";

/** Links to what a command prints: files that grow while it runs. */
export function logsOf(files: AttemptFiles): TaskLog[] {
  return LOGS.map((name) => create(TaskLogSchema, { name, uri: files.uriOf(name), ready: true }));
}
