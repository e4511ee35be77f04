import { create } from "@bufbuild/protobuf";
import type { Ledger } from "@runledger/ledger";
import type { ActionEvent } from "@runledger/proto";
import { type Status, StatusSchema } from "@runledger/proto/google/rpc";
import { success, toStatus } from "../reports/to-status.ts";

/** Records reports, of which none takes another with it. Says that all were taken, or how many weren't and why the first. */
export async function recordEvents(
  ledger: Ledger,
  events: readonly ActionEvent[],
): Promise<Status> {
  const statuses = (await ledger.record(events.map((event) => ({ event })))).map(toStatus);
  const refused = statuses.filter(({ code }) => code !== 0);
  const [first] = refused;
  if (first === undefined) return success;
  const at = statuses.indexOf(first);
  const message = `${refused.length} of ${statuses.length} reports are refused and stand in the quarantine; the others are committed. events[${at}]: ${first.message}`;
  return create(StatusSchema, { code: first.code, message });
}
