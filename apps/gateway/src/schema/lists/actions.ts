import type { RunIdentifier } from "@runledger/proto";
import type { GatewayContext } from "../context.ts";
import type { ActionColumn, Filter } from "@runledger/store";
import { actionConditions, type ActionFilter } from "../inputs/action-filter.ts";
import { type Order, toSort } from "../inputs/order.ts";
import { type PageArguments, pageQuery } from "../inputs/page-args.ts";
import { toConnection } from "../types/connection.ts";
import type { ActionConnection } from "../types/connections.ts";

interface Arguments extends PageArguments {
  readonly filter?: ActionFilter | null | undefined;
  readonly orderBy?: readonly Order<ActionColumn>[] | null | undefined;
}

/** Lists actions of a run. `within` holds besides what the arguments say. */
export async function listActions(
  run: RunIdentifier,
  { filter: wanted, orderBy, ...page }: Arguments,
  context: GatewayContext,
  within: Filter<ActionColumn> = [],
): Promise<ActionConnection> {
  const filter = [...within, ...actionConditions(wanted ?? {})];
  const sort = toSort(orderBy);
  const found = await context.ledger.listActions(run, {
    filter,
    ...(sort && { sort }),
    ...pageQuery(page, context),
  });
  return {
    ...toConnection(found),
    count: async () => {
      const counts = await context.ledger.countActions(run, { filter });
      return [...counts.values()].reduce((sum, count) => sum + count, 0);
    },
  };
}
