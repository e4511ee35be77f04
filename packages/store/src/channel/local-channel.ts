import type { StoreError } from "../store-error.ts";
import type { Channel } from "./channel.ts";

type AnyOperations = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/**
 * Runs operations in this very thread.
 *
 * @param translate makes a StoreError of what an operation threw
 */
export function localChannel<O>(
  operations: O,
  translate: (error: unknown) => StoreError,
): Channel<O> {
  return {
    async call(name, ...args) {
      try {
        return (operations as AnyOperations)[name]?.(...(args as unknown[])) as never;
      } catch (error) {
        throw translate(error);
      }
    },
    tell(name, ...args) {
      try {
        (operations as AnyOperations)[name]?.(...(args as unknown[]));
      } catch {
        // The next operation fails as well, and says why.
      }
    },
    async close() {},
  };
}
