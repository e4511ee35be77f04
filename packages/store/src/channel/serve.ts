import type { MessagePort } from "node:worker_threads";
import type { StoreError } from "../store-error.ts";
import type { Operations } from "./operations.ts";
import { type Failure, type Request, transfersOf } from "./protocol.ts";

/**
 * Serves operations to the thread at the other end of a port. First of all it tells whether `open` succeeded.
 *
 * @param open makes the operations
 * @param translate makes a StoreError of what was thrown
 */
export function serve(
  port: MessagePort,
  open: () => Operations,
  translate: (error: unknown) => StoreError,
): void {
  const answer = (id: number, work: () => unknown): void => {
    try {
      const result = work();
      port.postMessage({ id, result }, transfersOf([result]));
    } catch (error) {
      port.postMessage({ id, failure: failureOf(translate(error)) });
    }
  };
  let operations: Operations = {};
  answer(0, () => {
    operations = open();
  });
  port.on("message", ({ id, name, args }: Request) => {
    answer(id, () => operations[name]?.(...(args as never[])));
  });
}

function failureOf({ kind, message, cause }: StoreError): Failure {
  return { kind, message, cause };
}
