import type { Changes, Store, WriteTransaction } from "@runledger/store";

/** A store that notes what is written to it. */
export interface NotingStore {
  readonly store: Store;
  /** Takes what was written since it was last taken: one set of changes for each transaction that committed. */
  readonly take: () => Changes[];
}

/** Wraps a store so that the very same rows can be written elsewhere, in the same transactions. */
export function noteWrites(inner: Store): NotingStore {
  let noted: Changes[] = [];
  const transact: Store["transact"] = async (work) => {
    let parts: Changes[] = [];
    const result = await inner.transact((transaction) => {
      parts = [];
      return work(noteTransaction(transaction, parts));
    });
    if (parts.length > 0) noted.push(merge(parts));
    return result;
  };
  const take = (): Changes[] => {
    const taken = noted;
    noted = [];
    return taken;
  };
  return { store: withMethod(inner, "transact", transact), take };
}

function noteTransaction(transaction: WriteTransaction, parts: Changes[]): WriteTransaction {
  return withMethod(transaction, "write", (changes, more) => {
    parts.push(changes);
    return transaction.write(changes, more);
  });
}

/** An object with another method in the place of one of its own. */
function withMethod<T extends object, Name extends keyof T>(
  target: T,
  name: Name,
  method: T[Name],
): T {
  return new Proxy(target, {
    get: (inner, asked) => {
      const value: unknown = asked === name ? method : Reflect.get(inner, asked, inner);
      return typeof value === "function" ? value.bind(inner) : value;
    },
  });
}

/** Merges what a transaction wrote in parts: each row once, as it was last. */
function merge(parts: readonly Changes[]): Changes {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const actions = parts.flatMap((part) => part.actions);
  return {
    runs: parts.flatMap(({ runs }) => runs),
    actions: [...new Map(actions.map((row) => [`${row.runId}/${row.number}`, row])).values()],
    errors: parts.flatMap(({ errors }) => errors),
    events: parts.flatMap(({ events }) => events),
    quarantine: parts.flatMap(({ quarantine }) => quarantine),
  };
}
