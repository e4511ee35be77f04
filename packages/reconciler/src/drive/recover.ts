import { create } from "@bufbuild/protobuf";
import type { Ledger } from "@runledger/ledger";
import { type ActionMetadata, OutputReferencesSchema } from "@runledger/proto";
import { outcomeOf } from "@runledger/state";
import type { Observation } from "@runledger/state/reconcile";

/** Looks for what the action has that another one was recovered from: its outputs, if it has succeeded. */
export async function recover(
  ledger: Pick<Ledger, "getActionDetails">,
  { recoveredFrom }: ActionMetadata,
): Promise<Observation> {
  const details = recoveredFrom && (await ledger.getActionDetails(recoveredFrom));
  if (outcomeOf(details?.status?.phase ?? 0) !== "success") return { kind: "recovery" };
  // Work without outputs has succeeded too.
  const outputs = details?.attempts.at(-1)?.outputs ?? create(OutputReferencesSchema);
  return { kind: "recovery", outputs };
}
