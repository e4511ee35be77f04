import { create } from "@bufbuild/protobuf";
import { ActionIdentifierSchema } from "@runledger/proto";
import { ROOT_ACTION } from "@runledger/state";
import { GatewayError } from "../client/gateway-error.ts";
import type { OpenAbort } from "../operations/open-aborts.ts";
import type { CourierOptions, Errand } from "./courier.ts";
import type { FollowedRun } from "./followed-run.ts";
import type { MirrorCounts } from "./mirror-counts.ts";

/**
 * Makes what passes aborts that are requested in the ledger upstream. What became of each try is noted in the ledger, which says
 * when it is tried next, and when it is given up. A request is open until upstream says that the work has ended, which the
 * mirror reports.
 */
export function passAborts(options: CourierOptions, counts: MirrorCounts): Errand {
  const { clock, recorder, log } = options;
  return async (run, signal) => {
    const open = new Map<string, OpenAbort>();
    for await (const abort of recorder.openAborts(run.id)) open.set(abort.name, abort);
    let isDelivered = false;
    for (const [name, abort] of open) {
      // What is below an action goes with it.
      if (topOf(abort, open) !== name || clock.now() < abort.nextDelivery) continue;
      const along = [...open.values()].filter((each) => topOf(each, open) === name);
      const error = await pass(options, run, abort, signal);
      await recorder.noteAbortDelivery(
        run.id,
        along.map((each) => each.name),
        error?.message,
      );
      if (error !== undefined) throw error;
      isDelivered = true;
      counts.aborts += 1;
      const fields = { run: run.id.name, action: name };
      log.tell("abort-delivered", `${run.id.name} ${name}: abort passed on`, fields);
    }
    return isDelivered;
  };
}

/** Names the uppermost action above an action, itself included, up to which all are to be aborted. */
function topOf(abort: OpenAbort, open: ReadonlyMap<string, OpenAbort>): string {
  const seen = new Set<string>();
  let top = abort;
  for (let above = open.get(top.parent); above !== undefined; above = open.get(top.parent)) {
    if (seen.has(above.name)) break;
    seen.add(above.name);
    top = above;
  }
  return top.name;
}

/** @returns what went wrong */
async function pass(
  { upstream }: CourierOptions,
  { id }: FollowedRun,
  { name, reason }: OpenAbort,
  signal: AbortSignal,
): Promise<GatewayError | undefined> {
  try {
    if (name === ROOT_ACTION) await upstream.abortRun(id, reason, signal);
    else {
      const action = create(ActionIdentifierSchema, { run: id, name });
      await upstream.abortAction(action, reason, signal);
    }
    return undefined;
  } catch (error) {
    // A mirror that is told to stop hasn't tried.
    if (!(error instanceof GatewayError) || signal.aborted) throw error;
    return error;
  }
}
