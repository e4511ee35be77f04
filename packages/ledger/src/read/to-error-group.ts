import { create } from "@bufbuild/protobuf";
import { type ErrorGroup, ErrorGroupSchema, type ExecutionError_ErrorKind } from "@runledger/proto";
import type { ErrorGroupRow } from "@runledger/store";
import { toTimestamp } from "../times.ts";

/** Reads errors of one kind and code off their row. */
export function toErrorGroup(row: ErrorGroupRow): ErrorGroup {
  return create(ErrorGroupSchema, {
    kind: row.kind as ExecutionError_ErrorKind,
    code: row.code,
    count: BigInt(row.count),
    firstTime: toTimestamp(row.firstAt),
    lastTime: toTimestamp(row.lastAt),
    message: row.message,
    actions: [...row.actions],
  });
}
