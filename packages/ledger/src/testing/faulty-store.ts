import { StoreError, type Store, type WriteTransaction } from "@runledger/store";
import { turns } from "./pump.ts";

/** How often a store goes wrong, each of them from 0 (never) to 255 (nearly always). */
export interface Faults {
  /** A read takes some turns of the event loop. */
  readonly slowReads?: number;
  /** A read fails. */
  readonly failedReads?: number;
  /** A transaction fails before it does anything. */
  readonly failedBefore?: number;
  /** A transaction fails with everything written, and is rolled back. */
  readonly failedWithin?: number;
  /** A transaction is committed, and then it is said to have failed. */
  readonly failedAfter?: number;
}

const reads: ReadonlySet<string | symbol> = new Set([
  "getRun",
  "getDeletedRun",
  "getAction",
  "getActions",
  "actionsChanged",
  "listEvents",
  "feed",
]);

/**
 * Makes a store that goes wrong now and then, over one that doesn't.
 *
 * @param chance gives random numbers from 0 to 255
 */
export function faultyStore(store: Store, faults: Faults, chance: () => number): Store {
  const happens = (often: number | undefined): boolean => chance() < (often ?? 0);
  const failIf = (often: number | undefined): void => {
    if (happens(often)) throw new StoreError("unavailable", "The database can't be reached.");
  };
  const read = async (call: () => Promise<unknown>): Promise<unknown> => {
    if (happens(faults.slowReads)) await turns(chance() % 4);
    failIf(faults.failedReads);
    const result = await call();
    // What was read may be old by the time that it is handed over.
    if (happens(faults.slowReads)) await turns(chance() % 4);
    return result;
  };
  const transact = async <T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T> => {
    failIf(faults.failedBefore);
    const result = await store.transact(async (transaction) => {
      const done = await work(transaction);
      failIf(faults.failedWithin);
      return done;
    });
    failIf(faults.failedAfter);
    return result;
  };
  return new Proxy(store, {
    get(target, name) {
      if (name === "transact") return transact;
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      const call = (...args: unknown[]): Promise<unknown> =>
        Reflect.apply(value, target, args) as Promise<unknown>;
      return reads.has(name) ? (...args: unknown[]) => read(() => call(...args)) : call;
    },
  });
}
