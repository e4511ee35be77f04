import type { ActionIdentifier } from "@runledger/proto";
import { isTerminal } from "@runledger/state";
import { attemptOf, logsOf, noLogs, pauseBeforeNextLook } from "../flyte2/data/attempt-logs.ts";
import { getActionDetails } from "../flyte2/runs/get-details.ts";
import type { SurfaceContext } from "../flyte2/surface-context.ts";

/** Which log. */
export interface LogPlace {
  readonly action: ActionIdentifier;
  readonly attempt: number;
  /** Its name, as the attempt's links have it. */
  readonly log: string;
}

/**
 * Reads one log of an attempt, piece by piece.
 *
 * @param follow whether to wait for what is still printed, until the attempt has ended
 * @throws GatewayError NOT_FOUND where this gateway keeps no such log; with `follow` only once the attempt has ended
 */
export async function* followLog(
  context: Pick<SurfaceContext, "ledger" | "blobs">,
  { action, attempt, log }: LogPlace,
  follow: boolean,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  for (let start = 0; ;) {
    // Whether it has ended is asked before the log is read: what is written afterwards is no part of it.
    const found = attemptOf(await getActionDetails(context, action), action, attempt);
    const isOver = !follow || isTerminal(found.phase);
    const key = logsOf(context, found).find(({ name }) => name === log)?.key;
    if (key === undefined && isOver) throw noLogs(action, attempt);
    const bytes = key === undefined ? undefined : await context.blobs.store.read(key, { start });
    for await (const chunk of bytes ?? []) {
      start += chunk.byteLength;
      yield chunk;
    }
    if (isOver || signal.aborted) return;
    await pauseBeforeNextLook(signal);
  }
}
