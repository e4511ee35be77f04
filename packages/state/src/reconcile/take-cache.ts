import { ActionPhase } from "@runledger/proto/core/v1";
import { CatalogCacheStatus, type OutputReferences, WorkCache } from "@runledger/proto/run/v1";
import { actionPhaseLifecycle as lifecycle } from "../lifecycles.ts";
import { addMilliseconds } from "../times.ts";
import type { Draft } from "./draft.ts";
import { hasEnded } from "./has-ended.ts";
import type { CacheAnswer } from "./observation.ts";
import { noteEnd } from "./release.ts";
import { succeed } from "./take-result.ts";

/** Takes what the cache answers, before any work is done. */
export function takeCacheAnswer(draft: Draft, answer: CacheAnswer): void {
  const { context, work } = draft;
  if (hasEnded(draft) || work.cache !== WorkCache.UNSPECIFIED) return;
  switch (answer.kind) {
    case "hit":
      draft.report(ActionPhase.SUCCEEDED, {
        outputs: answer.outputs,
        cacheStatus: CatalogCacheStatus.CACHE_HIT,
        ...(answer.metadata && { cacheMetadata: answer.metadata }),
      });
      return;
    case "filling":
      if (lifecycle.reachable(draft.phase, ActionPhase.WAITING_FOR_RESOURCES)) {
        draft.report(ActionPhase.WAITING_FOR_RESOURCES);
      }
      work.notBefore = addMilliseconds(context.now, context.policy.cachePoll);
      return;
    case "reserved":
      work.cache = WorkCache.RESERVED;
      work.cacheStatus = CatalogCacheStatus.CACHE_MISS;
      work.notBefore = undefined;
      return;
    case "unavailable":
      // The work can be done without: a cache that is down stops nothing.
      work.cache = WorkCache.PASSED;
      work.cacheStatus = CatalogCacheStatus.CACHE_LOOKUP_FAILURE;
      work.notBefore = undefined;
  }
}

/** Takes it that the outputs were put into the cache, or couldn't be: the work is done either way. */
export function takePublished(draft: Draft, ok: boolean): void {
  const { work } = draft;
  if (work.cache !== WorkCache.PUBLISHING) return;
  work.cache = WorkCache.PASSED;
  work.cacheStatus = ok ? CatalogCacheStatus.CACHE_POPULATED : CatalogCacheStatus.CACHE_PUT_FAILURE;
  if (hasEnded(draft)) noteEnd(draft);
  else succeed(draft, undefined);
}

/** Takes what the run has that the action was recovered from: its outputs, or nothing, and then the work is done anew. */
export function takeRecovery(draft: Draft, outputs: OutputReferences | undefined): void {
  draft.work.recoveryAsked = true;
  if (outputs === undefined || hasEnded(draft)) return;
  if (!lifecycle.reachable(draft.phase, ActionPhase.RECOVERED)) return;
  draft.report(ActionPhase.RECOVERED, { outputs });
}
