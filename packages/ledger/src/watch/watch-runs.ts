import type { FeedPage } from "@runledger/store";
import { toRun, toRunIdentifier } from "../read/to-run.ts";
import type { RunsFrame } from "../runs-frame.ts";
import type { WatchRunsOptions } from "../watch-options.ts";
import type { WatchContext } from "./watch-context.ts";
import type { WatchScope } from "./watch-scope.ts";

/** Watches runs: each that changed, as it is then. */
export async function* watchRuns(
  context: WatchContext,
  options: WatchRunsOptions,
  scope: WatchScope,
): AsyncGenerator<RunsFrame, void> {
  const { feed, limits } = context;
  feed.take(scope);
  let { cursor } = options;
  for (;;) {
    const { beat } = feed;
    const page = await readFeed(context, options, cursor, beat);
    if (scope.hasEnded) return;
    const isFirst = cursor === undefined;
    cursor = page.cursor;
    const deleted = page.deleted.map(toRunIdentifier);
    if (isFirst || page.runs.length + deleted.length > 0) {
      yield { runs: page.runs.map(toRun), deleted, cursor };
    }
    if (page.runs.length < limits.frameSize && deleted.length < limits.frameSize)
      await feed.after(beat, scope);
  }
}

async function readFeed(
  { flights, limits, store }: WatchContext,
  { domain, project }: WatchRunsOptions,
  cursor: string | undefined,
  beat: number,
): Promise<FeedPage> {
  const key = `feed ${beat} ${JSON.stringify([project, domain, cursor])}`;
  return flights.share(key, () =>
    store.feed({
      limit: limits.frameSize,
      ...(project !== undefined && { project }),
      ...(domain !== undefined && { domain }),
      ...(cursor !== undefined && { cursor }),
    }),
  );
}
