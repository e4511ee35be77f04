import type { Ledger } from "@runledger/ledger";
import type { UpdateActionStatusRequest } from "@runledger/proto/flyteidl2/workflow";
import type { Status } from "@runledger/proto/google/rpc";
import { ConnectError } from "@connectrpc/connect";
import { outcomeOf } from "@runledger/state";
import { present } from "../present.ts";
import { statusOf, success, toStatus } from "../reports/to-status.ts";
import { signalCondition } from "../runs/signal-condition.ts";
import { statusReport } from "./status-report.ts";

/** Takes where an engine has an action. A condition that ended well with a value is signalled with it. */
export async function updateStatus(
  ledger: Ledger,
  { actionId, status, output, principal, abortReason }: UpdateActionStatusRequest,
): Promise<Status> {
  const id = present(actionId);
  const now = present(status);
  if (output !== undefined && outcomeOf(now.phase) === "success") {
    try {
      await signalCondition({ ledger }, id, output, principal);
      return success;
    } catch (error) {
      if (error instanceof ConnectError) return statusOf(error);
      throw error;
    }
  }
  const [result] = await ledger.record([
    { event: statusReport(id, now, now.attempts, abortReason) },
  ]);
  return toStatus(present(result));
}
