import type { Store } from "@runledger/store";

/** Whether the gateway can do its work. */
export type Readiness =
  | { readonly ready: true }
  | { readonly ready: false; readonly reason: "closing" | "database" };

/** How long the database may take to answer, in milliseconds. */
const patience = 2000;

/** Asks the database. It has two seconds. */
export async function readiness(store: Pick<Store, "ping">, closing: boolean): Promise<Readiness> {
  if (closing) return { ready: false, reason: "closing" };
  const late = AbortSignal.timeout(patience);
  try {
    await Promise.race([store.ping(), rejectedBy(late)]);
    return { ready: true };
  } catch {
    return { ready: false, reason: "database" };
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("late")), { once: true });
  });
}
