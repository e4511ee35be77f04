import type { AbortInfo } from "@runledger/proto";
import { requestAbort } from "@runledger/state";
import { breathe, isTimeToBreathe } from "../breathe.ts";
import { toTimestamp } from "../times.ts";
import type { ActionState } from "./action-state.ts";
import { RECONCILED } from "./queue-work.ts";
import type { RunBook } from "./run-book.ts";
import { storeOwn } from "./store-own.ts";

/** Of how many actions an abort has moved the phase, and of how many others it was noted. */
export interface Aborted {
  readonly moved: number;
  readonly stopped: number;
}

/** Requests the abort of actions of a run, and has their workers look at once. What has ended stays as it is. */
export async function abortActions(
  run: RunBook,
  actions: readonly ActionState[],
  info: AbortInfo,
  now: number,
): Promise<Aborted> {
  const context = { time: toTimestamp(now), engine: run.engine };
  let [moved, stopped] = [0, 0];
  for (const [index, { name, number, record, metadata }] of actions.entries()) {
    if (isTimeToBreathe(index)) await breathe();
    const result = requestAbort(record, metadata, info, context);
    if (result.kind !== "ended" && run.engine === RECONCILED) run.work.hasten(number, now);
    switch (result.kind) {
      case "aborted":
        storeOwn(run, name, result.events, { record: result.record });
        moved += 1;
        break;
      case "overlay":
        run.change(name, { record: result.record });
        stopped += 1;
        break;
      case "ended":
        break;
    }
  }
  return { moved, stopped };
}
