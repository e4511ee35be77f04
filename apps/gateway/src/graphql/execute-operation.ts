import { execute, type ExecutionArgs, type ExecutionResult } from "graphql";
import { limitExceeded } from "../errors/limit-exceeded.ts";
import type { GatewayContext } from "../schema/context.ts";

/**
 * Executes a query or a mutation, for at most `timeout` milliseconds.
 *
 * @throws GatewayError TIMEOUT; what was begun isn't waited for any more.
 */
export async function executeOperation(
  args: ExecutionArgs,
  timeout: number,
): Promise<ExecutionResult> {
  const { signal } = args.contextValue as GatewayContext;
  const timer = AbortSignal.timeout(timeout);
  try {
    return await execute({ ...args, abortSignal: AbortSignal.any([signal, timer]) });
  } catch (error) {
    if (!timer.aborted) throw error;
    throw limitExceeded(
      { name: "requestTimeout", value: timeout },
      `The operation took longer than ${timeout} ms.`,
      "TIMEOUT",
    );
  }
}
