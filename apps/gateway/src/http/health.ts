import type { Store } from "@runledger/store";

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
