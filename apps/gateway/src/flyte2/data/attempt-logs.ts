import { setTimeout } from "node:timers/promises";
import type { ActionAttempt, ActionDetails, ActionIdentifier } from "@runledger/proto";
import { GatewayError } from "../../errors/gateway-error.ts";
import type { SurfaceContext } from "../surface-context.ts";

/** How often a log is looked at that may grow, in milliseconds. */
const LOOK = 1000;

/** Finds the logs of an attempt that this gateway keeps. */
export function logsOf(
  { blobs }: Pick<SurfaceContext, "blobs">,
  { logInfo }: ActionAttempt,
): { key: string; name: string }[] {
  return logInfo.flatMap(({ uri, name }) => {
    const key = blobs.store.keyOf(uri);
    return key === undefined ? [] : [{ key, name }];
  });
}

/**
 * Finds an attempt.
 *
 * @throws GatewayError NOT_FOUND where there is none
 */
export function attemptOf(
  details: ActionDetails,
  action: ActionIdentifier,
  attempt: number,
): ActionAttempt {
  const found = details.attempts.find((each) => each.attempt === attempt);
  if (found !== undefined) return found;
  throw new GatewayError(
    "NOT_FOUND",
    `Attempt ${attempt} of the action ${JSON.stringify(action.name)} isn't known.`,
  );
}

/** Says that this gateway keeps no logs of an attempt. */
export function noLogs({ name }: ActionIdentifier, attempt: number): GatewayError {
  return new GatewayError(
    "NOT_FOUND",
    `This gateway keeps no logs of attempt ${attempt} of the action ${JSON.stringify(name)}. Its details may say where they lie (log_info).`,
  );
}

/** Waits until a log that may grow is to be looked at again. */
export async function pauseBeforeNextLook(signal: AbortSignal): Promise<void> {
  // A client that has gone ends the wait, and then the loop.
  await setTimeout(LOOK, undefined, { signal }).catch(() => {});
}
