import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ActionDetails, ActionIdentifier, RunDetails, RunIdentifier } from "@runledger/proto";
import type { GetActionLogContextResponseSchema } from "@runledger/proto/flyteidl2/workflow";
import { outcomeOf } from "@runledger/state";
import { GatewayError } from "../../errors/gateway-error.ts";
import { actionNotKnown, runNotKnown } from "../not-known.ts";
import type { SurfaceContext } from "../surface-context.ts";

/** Gets a run, whole. */
export async function getRunDetails(
  { ledger }: Pick<SurfaceContext, "ledger">,
  run: RunIdentifier,
): Promise<RunDetails> {
  const details = await ledger.getRunDetails(run);
  if (details?.action === undefined) throw runNotKnown(run);
  return details;
}

/** Gets an action, whole. */
export async function getActionDetails(
  { ledger }: Pick<SurfaceContext, "ledger">,
  action: ActionIdentifier,
): Promise<ActionDetails> {
  const details = await ledger.getActionDetails(action);
  if (details === undefined) throw actionNotKnown(action);
  return details;
}

/** Says where an action's inputs lie, and its outputs if it has succeeded. */
export function dataUris({ inputUri, status, attempts }: ActionDetails): {
  readonly inputsUri: string;
  readonly outputsUri: string;
} {
  const succeeded = outcomeOf(status?.phase ?? 0) === "success";
  const outputsUri = succeeded ? (attempts.at(-1)?.outputs?.outputUri ?? "") : "";
  return { inputsUri: inputUri, outputsUri };
}

/**
 * Says who prints the logs of an attempt.
 *
 * @throws GatewayError NOT_FOUND while nobody has said
 */
export function logContext(
  { id, attempts }: ActionDetails,
  attempt: number,
): MessageInitShape<typeof GetActionLogContextResponseSchema> {
  const found = attempts.find((each) => each.attempt === attempt);
  if (found?.logContext === undefined) {
    const what = found === undefined ? "isn't known" : "has said nothing of its logs yet";
    throw new GatewayError(
      "NOT_FOUND",
      `Attempt ${attempt} of the action ${JSON.stringify(id?.name ?? "")} ${what}.`,
    );
  }
  const { logContext: context, cluster, startTime, endTime } = found;
  return {
    logContext: context,
    cluster,
    ...(startTime && { startTime }),
    ...(endTime && { endTime }),
  };
}
