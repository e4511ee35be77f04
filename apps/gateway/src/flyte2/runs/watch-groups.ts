import type { MessageInitShape } from "@bufbuild/protobuf";
import { type Timestamp, timestampMs } from "@bufbuild/protobuf/wkt";
import type { Run } from "@runledger/proto";
import type {
  WatchGroupsRequest,
  WatchGroupsResponseSchema,
} from "@runledger/proto/flyteidl2/workflow";
import type { Filter, RunColumn } from "@runledger/store";
import { toMicroseconds } from "../../schema/to-microseconds.ts";
import { present } from "../present.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { scopeFilter } from "./run-scope.ts";
import { TaskGroups } from "./task-groups.ts";

/** How many runs are grouped, at most: the newest. A watch that goes on forgets older ones for those that come. */
const mostRuns = 10_000;
/** How many runs a group names where nobody says, and at most. */
const recent = { fallback: 10, most: 100 };

/**
 * Watches runs, grouped by their task: all groups, then those that have changed, and those of which no run is left. With an end date the groups are sent once.
 * The feed is opened before the runs are read, so that no change falls in between.
 */
export async function* watchGroups(
  context: SurfaceContext,
  request: WatchGroupsRequest,
  signal: AbortSignal,
): AsyncGenerator<MessageInitShape<typeof WatchGroupsResponseSchema>, void> {
  const { scopeBy, startDate, endDate } = request;
  const groups = new TaskGroups(
    Math.min(request.request?.limit || recent.fallback, recent.most),
    mostRuns,
  );
  if (endDate !== undefined) {
    await readAll(context, request, groups);
    yield { taskGroups: groups.keys().map((key) => groups.sum(key)), sentinel: true };
    return;
  }
  const { name: project, domain } = present(scopeBy.value);
  let isFirst = true;
  for await (const { deleted, runs } of context.ledger.watchRuns({ project, domain, signal })) {
    if (isFirst) await readAll(context, request, groups);
    const left = deleted.flatMap(({ name: run }) => groups.remove(run));
    const changed = runs.filter((run) => isSince(run, present(startDate)));
    const keys = [...new Set([...left, ...changed.flatMap((run) => groups.put(run))])];
    const shown = isFirst ? groups.keys() : keys;
    if (isFirst || keys.length > 0) {
      yield { taskGroups: shown.map((key) => groups.sum(key)), sentinel: true };
    }
    isFirst = false;
  }
}

async function readAll(
  { ledger }: SurfaceContext,
  { scopeBy, startDate, endDate }: WatchGroupsRequest,
  groups: TaskGroups,
): Promise<void> {
  const filter = [...scopeFilter(scopeBy), ...createdWithin(startDate, endDate)];
  let after: string | undefined;
  do {
    const limit = ledger.limits.pageSize;
    // One page follows from the one before.
    // oxlint-disable-next-line no-await-in-loop
    const page = await ledger.listRuns({ filter, limit, ...(after !== undefined && { after }) });
    for (const run of page.items) groups.put(run);
    after = page.hasMore && groups.size < mostRuns ? page.endCursor : undefined;
  } while (after !== undefined);
}

function createdWithin(from: Timestamp | undefined, to: Timestamp | undefined): Filter<RunColumn> {
  const at = (time: Timestamp, kind: "atLeast" | "atMost"): Filter<RunColumn>[number] => ({
    column: "createdAt",
    condition: { kind, value: toMicroseconds(time) },
  });
  return [...(from ? [at(from, "atLeast")] : []), ...(to ? [at(to, "atMost")] : [])];
}

function isSince({ createdTime }: Run, start: Timestamp): boolean {
  return createdTime !== undefined && timestampMs(createdTime) >= timestampMs(start);
}
