import type { Store } from "../store.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import type { StoreHarness } from "./harness.ts";

/** Makes a case of work with a new store, which is closed in the end. */
export function withStore(
  name: string,
  work: (store: Store, harness: StoreHarness) => Promise<void>,
): ConformanceCase {
  return {
    name,
    run: async (harness) => {
      const store = await harness.open();
      try {
        await work(store, harness);
      } finally {
        await store.close();
      }
    },
  };
}
