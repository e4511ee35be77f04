import { badInput } from "../../errors/bad-input.ts";
import { limitExceeded } from "../../errors/limit-exceeded.ts";
import type { GatewayContext } from "../context.ts";

/** The arguments of a connection that goes forward. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** What a page has where nobody says otherwise. */
export const defaultPageSize = 50;

/**
 * Says the same as the ledger asks it.
 *
 * @throws GatewayError BAD_INPUT if `first` is below 0; LIMIT_EXCEEDED if it is above the page size.
 */
export function pageQuery(
  { first, after }: PageArguments,
  { pageSize }: GatewayContext,
): { readonly limit: number; readonly after?: string } {
  const limit = first ?? Math.min(defaultPageSize, pageSize);
  if (limit < 1) {
    throw badInput("first", `first is ${limit}: ask for 1 to ${pageSize} rows.`);
  }
  if (limit > pageSize) {
    throw limitExceeded(
      { name: "pageSize", value: pageSize, actual: limit },
      `first is ${limit}, and a page has at most ${pageSize} rows.`,
    );
  }
  return { limit, ...(typeof after === "string" && { after }) };
}
