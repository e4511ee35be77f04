import { create } from "@bufbuild/protobuf";
import { type Run, type RunIdentifier, RunIdentifierSchema, RunSchema } from "@runledger/proto";
import { ROOT_ACTION } from "@runledger/state";
import type { RunRow } from "@runledger/store";
import { toTimestamp } from "../times.ts";
import { toListedAction } from "./to-listed-action.ts";

/** Reads a run's identifier off its row. */
export function toRunIdentifier({
  org,
  project,
  domain,
  name,
}: Pick<RunRow, "org" | "project" | "domain" | "name">): RunIdentifier {
  return create(RunIdentifierSchema, { org, project, domain, name });
}

/** Reads a run off its row. Its root's status bears the run's revision. */
export function toRun(row: RunRow): Run {
  return create(RunSchema, {
    action: toListedAction(toRunIdentifier(row), { ...row, name: ROOT_ACTION }),
    labels: { ...row.labels },
    revision: BigInt(row.revision),
    settled: row.settled,
    declared: row.declared,
    engine: row.engine,
    createdTime: toTimestamp(row.createdAt),
    updatedTime: toTimestamp(row.updatedAt),
  });
}
