import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  validateSubscriptionArgs,
} from "graphql";
import type { GatewayContext } from "../schema/context.ts";
import type { Frame } from "../schema/subscriptions/frame.ts";
import type { Finish } from "./finish.ts";
import { ResponseStream } from "./response-stream.ts";
import type { SharedResults } from "./shared-results.ts";

/** Starts a subscription. Its first error, where it can't be started, comes as a result. */
export async function subscribeOperation(
  args: ExecutionArgs,
  finish: Finish,
  shared: SharedResults,
): Promise<ResponseStream | ExecutionResult> {
  const abort = new AbortController();
  const context = args.contextValue as GatewayContext;
  const contextValue = { ...context, signal: AbortSignal.any([abort.signal, context.signal]) };
  const validated = validateSubscriptionArgs({ ...args, contextValue });
  if (!("schema" in validated)) return { errors: validated };
  const source = await createSourceEventStream(validated);
  if (!(Symbol.asyncIterator in source)) return source;
  return new ResponseStream(
    validated,
    source as AsyncIterable<Frame<unknown>>,
    abort,
    finish,
    shared,
  );
}
