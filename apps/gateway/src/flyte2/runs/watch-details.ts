import { create } from "@bufbuild/protobuf";
import {
  type ActionDetails,
  type ActionIdentifier,
  ActionIdentifierSchema,
  type RunDetails,
  type RunIdentifier,
} from "@runledger/proto";
import { ROOT_ACTION } from "@runledger/state";
import type { SurfaceContext } from "../surface-context.ts";
import { getRunDetails } from "./get-details.ts";
import { hasEnded } from "./has-ended.ts";

/** Watches an action: as it is, then whenever it has changed. Ends once it has ended. */
export async function* watchActionDetails(
  { ledger }: SurfaceContext,
  action: ActionIdentifier,
  signal: AbortSignal,
): AsyncGenerator<ActionDetails, void> {
  for await (const details of ledger.watchAction(action, { signal })) {
    yield details;
    if (hasEnded(details)) return;
  }
}

/** Watches a run: as it is, then whenever its root has changed. Ends once the root has ended. */
export async function* watchRunDetails(
  context: SurfaceContext,
  run: RunIdentifier,
  signal: AbortSignal,
): AsyncGenerator<RunDetails, void> {
  const root = create(ActionIdentifierSchema, { run, name: ROOT_ACTION });
  for await (const action of watchActionDetails(context, root, signal)) {
    // What holds for the whole run may be declared after its first reports, so it is read anew.
    yield { ...(await getRunDetails(context, run)), action };
  }
}
