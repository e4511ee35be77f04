import { Code, ConnectError } from "@connectrpc/connect";
import type { ActionIdentifier, EnrichedIdentity, Literal } from "@runledger/proto";
import type { SignalRefusal } from "@runledger/state";
import type { SurfaceContext } from "../surface-context.ts";

const codes: Readonly<Record<SignalRefusal, Code>> = {
  "not-a-condition": Code.FailedPrecondition,
  "not-waiting": Code.FailedPrecondition,
  ended: Code.FailedPrecondition,
  "wrong-type": Code.InvalidArgument,
  "other-value": Code.FailedPrecondition,
};

/** Resolves a condition. The same value again is a success; another one is refused. */
export async function signalCondition(
  { ledger }: Pick<SurfaceContext, "ledger">,
  action: ActionIdentifier,
  value: Literal,
  by?: EnrichedIdentity,
): Promise<object> {
  const result = await ledger.signal(action, value, by);
  if (result.kind !== "refused") return {};
  throw new ConnectError(result.message, codes[result.reason]);
}
