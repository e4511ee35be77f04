import type { Ledger } from "@runledger/ledger";

/** Stands before a ledger and counts what it is asked, by the names of its methods. */
export function countingLedger(ledger: Ledger, asked: Map<string, number>): Ledger {
  return new Proxy(ledger, {
    get(target, name: string) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        asked.set(name, (asked.get(name) ?? 0) + 1);
        return Reflect.apply(member, target, args) as unknown;
      };
    },
  });
}
