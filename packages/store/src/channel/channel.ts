import type { OperationName } from "./operations.ts";

type Arguments<F> = F extends (...args: infer A) => unknown ? A : never;
type Result<F> = F extends (...args: never[]) => infer R ? R : never;

/** A way to ask for operations that run here or in another thread. They run one at a time, in the order asked for. */
export interface Channel<O> {
  /**
   * Runs an operation.
   *
   * @throws StoreError
   */
  call<Name extends OperationName<O>>(
    name: Name,
    ...args: Arguments<O[Name]>
  ): Promise<Result<O[Name]>>;
  /**
   * Has an operation run, and waits for nothing. Only operations that make later ones fail after they have failed can be
   * asked for so: nobody hears of it otherwise.
   */
  tell<Name extends OperationName<O>>(name: Name, ...args: Arguments<O[Name]>): void;
  /** Lets go of what runs the operations. Calls under way are answered first; later ones are refused. */
  close(): Promise<void>;
}
