import type { Action } from "@runledger/proto";
import type { ListActionsRequest } from "@runledger/proto/flyteidl2/workflow";
import { GatewayError } from "../../errors/gateway-error.ts";
import { actionColumns } from "../lists/list-column.ts";
import { pageOf, tokenOf } from "../lists/list-page.ts";
import { listQuery } from "../lists/list-query.ts";
import { present } from "../present.ts";
import type { SurfaceContext } from "../surface-context.ts";

/** Lists the actions of a run. */
export async function listActions(
  { ledger }: SurfaceContext,
  { request, runId }: ListActionsRequest,
): Promise<{ actions: Action[]; token: string }> {
  const { filter, labels, sort } = listQuery(request, actionColumns);
  if (labels.length > 0) {
    throw new GatewayError("BAD_INPUT", "request.filters: labels are of runs, not of actions.");
  }
  const page = await ledger.listActions(present(runId), {
    ...pageOf(request, ledger.limits.pageSize),
    filter,
    ...(sort && { sort }),
  });
  return { actions: [...page.items], token: tokenOf(page) };
}
