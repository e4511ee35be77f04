import { AbortState, type RunIdentifier } from "@runledger/proto";
import { requireRun } from "../read/find-run.ts";
import type { RetryAbortResult } from "../retry-abort-result.ts";
import type { WriteContext } from "./open-writes.ts";
import { RetryAbortJob } from "./retry-abort-job.ts";

/** Actions in one transaction. */
const PAGE = 1000;

const givenUp = {
  column: "abortState",
  condition: { kind: "in", values: [AbortState.GIVEN_UP] },
} as const;

/** Requests aborts anew that were given up: that of an action, or all of a run, some at a time. */
export async function retryAborts(
  { store, writer }: Pick<WriteContext, "store" | "writer">,
  run: RunIdentifier,
  action: string | undefined,
): Promise<RetryAbortResult> {
  if (action !== undefined) return writer.write(new RetryAbortJob(run, [action]));
  const { id: runId, revision } = await requireRun(store, run);
  const found = { runId, filter: [givenUp], limit: PAGE, sort: [] };
  let all: RetryAbortResult = { retried: 0, revision };
  for (;;) {
    const names = (await store.listActions(found)).map(({ name }) => name);
    if (names.length === 0) return all;
    writer.checkRoom(names.length, 0);
    const result = await writer.write(new RetryAbortJob(run, names));
    // Nothing: somebody else has been faster, and what is left is theirs.
    if (result.retried === 0) return all;
    all = { retried: all.retried + result.retried, revision: result.revision };
  }
}
