import { BadInput } from "../../graphql/bad-input.ts";
import { LimitExceeded } from "../../graphql/limit-exceeded.ts";
import type { GatewayContext } from "../context.ts";

/** The arguments of a connection that goes forward. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** What a page has where nobody says otherwise. */
export const defaultPageSize = 50;

/**
 * Says the same as the ledger asks it.
 *
 * @throws BadInput if `first` is below 0; LimitExceeded if it is above the page size.
 */
export function pageQuery(
  { first, after }: PageArguments,
  { pageSize }: GatewayContext,
): { readonly limit: number; readonly after?: string } {
  const limit = first ?? Math.min(defaultPageSize, pageSize);
  if (limit < 1) {
    throw new BadInput("first", `first is ${limit}: ask for 1 to ${pageSize} rows.`);
  }
  if (limit > pageSize) {
    throw new LimitExceeded("pageSize", pageSize, limit);
  }
  return { limit, ...(typeof after === "string" && { after }) };
}
