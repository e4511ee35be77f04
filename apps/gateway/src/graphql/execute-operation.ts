import { execute, type ExecutionArgs, type ExecutionResult } from "graphql";
import { GatewayError } from "../errors/gateway-error.ts";
import { limitExceeded } from "../errors/limit-exceeded.ts";
import type { GatewayContext } from "../schema/context.ts";

/**
 * Executes a query or a mutation, for at most `timeout` milliseconds.
 *
 * @throws GatewayError TIMEOUT, or BAD_REQUEST where the client is gone; what was begun isn't waited for any more.
 */
export async function executeOperation(
  args: ExecutionArgs,
  timeout: number,
): Promise<ExecutionResult> {
  const { signal } = args.contextValue as GatewayContext;
  const abort = new AbortController();
  const stop = (): void => abort.abort(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  let late = false;
  // Called off when the answer is there: a timeout signal would be kept for all of its time, for every request.
  const timer = setTimeout(() => {
    late = true;
    abort.abort();
  }, timeout);
  try {
    return await execute({ ...args, abortSignal: abort.signal });
  } catch (error) {
    // Nobody waits for the answer: no error of the gateway's, and nothing for its log.
    if (signal.aborted) throw new GatewayError("BAD_REQUEST", "The client is gone.");
    if (!late) throw error;
    throw limitExceeded(
      { name: "requestTimeout", value: timeout },
      `The operation took longer than ${timeout} ms.`,
      "TIMEOUT",
    );
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
