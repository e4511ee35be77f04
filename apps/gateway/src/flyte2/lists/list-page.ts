import type { Page } from "@runledger/ledger";
import type { ListRequest } from "@runledger/proto/flyteidl2/common";

/** How many items a page has where nobody says. */
const defaultLimit = 50;

/** Which page of a list is asked for, as the ledger asks it. More than it gives at a time is as much as it gives. */
export function pageOf(
  request: Partial<Pick<ListRequest, "limit" | "token">> | undefined,
  pageSize: number,
): { readonly limit: number; readonly after?: string } {
  const { limit = 0, token = "" } = request ?? {};
  return {
    limit: Math.min(limit === 0 ? defaultLimit : limit, pageSize),
    ...(token !== "" && { after: token }),
  };
}

/** The token of the page after this one; empty if there is none. */
export function tokenOf({ hasMore, endCursor }: Page<unknown>): string {
  return hasMore ? (endCursor ?? "") : "";
}
