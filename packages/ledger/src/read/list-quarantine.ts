import type { QuarantinedEvent } from "@runledger/proto";
import type { Store } from "@runledger/store";
import { LedgerError } from "../ledger-error.ts";
import type { LedgerLimits } from "../limits.ts";
import type { ListQuarantineQuery } from "../list-queries.ts";
import type { Page } from "../page.ts";
import { pageSize } from "./page-size.ts";
import { toPage } from "./to-page.ts";
import { toQuarantined } from "./to-quarantined.ts";

/** Lists refused reports, newest first, a page at a time. */
export async function listQuarantine(
  store: Store,
  limits: LedgerLimits,
  { after, limit, ...named }: ListQuarantineQuery,
): Promise<Page<QuarantinedEvent>> {
  const size = pageSize(limit, limits);
  const before = after === undefined ? {} : { before: numberOf(after) };
  const rows = await store.listQuarantine({ ...named, ...before, limit: size + 1 });
  return toPage(rows, size, toQuarantined, (row) => String(row.id));
}

function numberOf(cursor: string): number {
  if (/^[1-9][0-9]{0,15}$/u.test(cursor)) return Number(cursor);
  const message = "is no cursor of this list. Take one from a page of it, or none.";
  throw new LedgerError("invalid", `after ${message}`, {
    violations: [{ field: "after", message }],
  });
}
