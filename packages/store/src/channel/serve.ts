import type { MessagePort } from "node:worker_threads";
import type { StoreError } from "../store-error.ts";
import { fromCrossing, toCrossing } from "./crossing.ts";
import type { Operations } from "./operations.ts";
import { type Failure, type Request, STARTED, UNANSWERED } from "./protocol.ts";

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
      const { value, transfers } = toCrossing(work());
      if (id !== UNANSWERED) port.postMessage({ id, result: value }, transfers);
    } catch (error) {
      if (id !== UNANSWERED) port.postMessage({ id, failure: failureOf(translate(error)) });
    }
  };
  let operations: Operations = {};
  answer(STARTED, () => {
    operations = open();
  });
  port.on("message", ({ id, name, args }: Request) => {
    answer(id, () => operations[name]?.(...(args.map(fromCrossing) as never[])));
  });
}

function failureOf({ kind, message, cause }: StoreError): Failure {
  return { kind, message, cause };
}
