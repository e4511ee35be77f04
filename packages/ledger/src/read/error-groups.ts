import type { ErrorGroup } from "@runledger/proto";
import type { Store } from "@runledger/store";
import type { ErrorGroupsQuery } from "../list-queries.ts";
import { requireRun } from "./find-run.ts";
import { toErrorGroup } from "./to-error-group.ts";

/** Groups the errors of a run, or of a project and domain, by kind and code, the most frequent first. */
export async function errorGroups(store: Store, query: ErrorGroupsQuery): Promise<ErrorGroup[]> {
  const whose =
    "run" in query
      ? { runId: (await requireRun(store, query.run)).id }
      : { project: query.project, domain: query.domain };
  const rows = await store.groupErrors(whose);
  return rows.map(toErrorGroup);
}
