import type { Page } from "@runledger/ledger";
import { type LedgerPage, type PageRequest, readPage, type TokenPage } from "./read-page.ts";

/** How many pages of the ledger's are looked through for one of a client's, where some items aren't shown. */
const MOST_PAGES = 10;

/**
 * Reads a page of what is shown, where what isn't shown can't be told from the ledger's columns. A page may have fewer items
 * than were asked for, and a token all the same: nothing is skipped.
 *
 * @param list reads a page of the ledger's
 * @param show shows items, in order; undefined for those that aren't shown
 */
export async function readShown<T, Shown>(
  { limit, token }: PageRequest,
  pageSize: number,
  list: (page: LedgerPage) => Promise<Page<T>>,
  show: (items: readonly T[]) => Promise<readonly (Shown | undefined)[]>,
): Promise<TokenPage<Shown>> {
  const shown: Shown[] = [];
  let next = token;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    // Never more than are missing: then all that was read is shown or left out, and the token is that of the page.
    const page = await readPage({ limit: limit - shown.length, token: next }, pageSize, list);
    shown.push(...(await show(page.items)).filter((item) => item !== undefined));
    next = page.token;
    if (next === "" || shown.length >= Math.min(limit, pageSize)) break;
  }
  return { items: shown, token: next };
}
