import type { Page } from "@runledger/ledger";
import { badInput } from "../../errors/bad-input.ts";
import { namingFields } from "../../errors/naming-fields.ts";

/** How far a token that is a number may skip: further on, tokens are taken from the page before. */
const FARTHEST = 10_000;

/** Which page is asked for. */
export interface PageRequest {
  readonly limit: number;
  readonly token: string;
}

/** Which page the ledger is asked for. */
export interface LedgerPage {
  readonly limit: number;
  readonly after?: string;
}

/** A page and the token of the one after it; empty: there is none. */
export interface TokenPage<T> {
  readonly items: readonly T[];
  readonly token: string;
}

/**
 * Reads a page. Tokens are the ledger's cursors, so that nothing is skipped or shown twice while a list grows; Flyte 1's own
 * server has the number of items to skip, which some clients compute, and that is taken as well.
 *
 * @param pageSize how many items the ledger gives at most; a page of more is as large as that
 * @param list reads a page of the ledger's
 * @throws GatewayError BAD_INPUT for no limit, as Flyte 1 has it, and for a token that is none
 */
export async function readPage<T>(
  { limit, token }: PageRequest,
  pageSize: number,
  list: (page: LedgerPage) => Promise<Page<T>>,
): Promise<TokenPage<T>> {
  if (limit === 0) throw badInput("limit", "limit is 0, and has to be at least 1.");
  const size = Math.min(limit, pageSize);
  const start = await startOf(token, pageSize, list);
  if (start === undefined) return { items: [], token: "" };
  const page = await namingFields({ after: "token" }, () =>
    list({ limit: size, ...(start !== "" && { after: start }) }),
  );
  return { items: page.items, token: page.hasMore ? (page.cursors.at(-1) ?? "") : "" };
}

/** Finds the cursor that a token stands for; undefined: there is nothing so far on. */
async function startOf<T>(
  token: string,
  pageSize: number,
  list: (page: LedgerPage) => Promise<Page<T>>,
): Promise<string | undefined> {
  if (!/^[0-9]{1,10}$/.test(token)) return token;
  let left = Number(token);
  if (left > FARTHEST) {
    throw badInput(
      "token",
      `token is ${token}, and a number may skip ${FARTHEST} items. Take the token that came with the page before.`,
    );
  }
  let after = "";
  while (left > 0) {
    const page = await list({ limit: Math.min(left, pageSize), ...(after !== "" && { after }) });
    after = page.cursors.at(-1) ?? "";
    left -= page.items.length;
    if (!page.hasMore) return undefined;
  }
  return after;
}
