import { WorkCleanup } from "@runledger/proto/run/v1";
import type { Draft } from "./draft.ts";

/** Notes that the resource is gone, and nothing is left of it. */
export function release({ work }: Pick<Draft, "work">): void {
  work.cleanup = WorkCleanup.UNSPECIFIED;
  work.attempt = 0;
  work.cleanups = 0;
  work.cleanupNotBefore = undefined;
  work.pluginState = new Uint8Array();
  work.pluginStateVersion = 0;
}

/** Notes that the resource has ended by itself: what it left behind is to be cleared away, if it can have left anything. */
export function noteEnd(draft: Draft): void {
  if (draft.work.attempt === 0) return;
  if (draft.context.policy.volatile) release(draft);
  else draft.work.cleanup = WorkCleanup.FINALIZE;
}
