import type { Ledger } from "@runledger/ledger";

/** A ledger none of whose methods does anything but what `act` does. */
export function brokenLedger(act: () => unknown): Ledger {
  return new Proxy({} as Ledger, { get: () => act });
}
