import type { Store } from "@runledger/store";
import { within } from "../within.ts";

/** Whether the gateway can do its work. */
export type Readiness =
  | { readonly ready: true }
  | { readonly ready: false; readonly reason: "closing" | "database" };

/** Asks the database, which has `patience` milliseconds to answer. */
export async function readiness(
  store: Pick<Store, "ping">,
  closing: boolean,
  patience = 2000,
): Promise<Readiness> {
  if (closing) return { ready: false, reason: "closing" };
  const answers = await within(store.ping(), patience).catch(() => false);
  return answers ? { ready: true } : { ready: false, reason: "database" };
}
