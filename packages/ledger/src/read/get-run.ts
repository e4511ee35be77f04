import { fromBinary } from "@bufbuild/protobuf";
import { type Run, type RunDetails, type RunIdentifier, RunSpecSchema } from "@runledger/proto";
import { ROOT_ACTION } from "@runledger/state";
import type { Store } from "@runledger/store";
import { findRun } from "./find-run.ts";
import { toDetails } from "./to-details.ts";
import { toRun, toRunIdentifier } from "./to-run.ts";

/** Gets a run, in short. */
export async function getRun(store: Store, run: RunIdentifier): Promise<Run | undefined> {
  const row = await findRun(store, run);
  return row && toRun(row);
}

/** Gets a run, whole. */
export async function getRunDetails(
  store: Store,
  run: RunIdentifier,
): Promise<RunDetails | undefined> {
  const row = await findRun(store, run);
  const root = row && (await store.getAction({ runId: row.id, name: ROOT_ACTION }));
  if (row === undefined || root === undefined) return undefined;
  return {
    $typeName: "runledger.run.v1.RunDetails",
    runSpec: fromBinary(RunSpecSchema, row.spec),
    action: toDetails(toRunIdentifier(row), root),
  };
}
