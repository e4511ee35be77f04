import type { Interceptor, StreamResponse, UnaryResponse } from "@connectrpc/connect";
import type { HiddenErrorLog } from "../errors/to-graphql-error.ts";
import { within } from "../within.ts";
import { mapStream } from "./map-stream.ts";
import { rpcRequest } from "./request-context.ts";
import { timedOut } from "./timed-out.ts";
import { toConnectError } from "./to-connect-error.ts";
import { validate } from "./validate.ts";

/**
 * Makes what stands around every method: keeps out whom the gateway keeps out, checks messages against their schema's
 * rules, ends a unary method after `requestTimeout` milliseconds, and gives every error a code.
 */
export function guardInterceptor(requestTimeout: number, log: HiddenErrorLog): Interceptor {
  return (next) => async (request) => {
    const { requestId, refusal } = request.contextValues.get(rpcRequest);
    const failed = (error: unknown): unknown => toConnectError(error, requestId, log);
    const nothing = (): void => undefined;
    try {
      if (refusal !== undefined) throw refusal;
      if (!request.stream) {
        validate(request.method.input, request.message);
        return await inTime(next(request), requestTimeout);
      }
      const { signal } = request;
      const check = (message: unknown): void => validate(request.method.input, message);
      const response = await next({
        ...request,
        // What is wrong with a message is thrown where the method takes it, and comes out of the method's own stream.
        message: mapStream(request.message, check, (error) => error),
      });
      if (!response.stream) return response;
      return {
        ...response,
        message: mapStream(untilAborted(response.message, signal), nothing, failed),
      };
    } catch (error) {
      throw failed(error);
    }
  };
}

/** A watch whose signal aborts just ends. A client whose deadline has passed is told that it has. */
async function* untilAborted<T>(
  messages: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  yield* messages;
  signal.throwIfAborted();
}

async function inTime<R extends UnaryResponse | StreamResponse>(
  response: Promise<R>,
  timeout: number,
): Promise<R> {
  if (await within(response, timeout)) return response;
  response.catch(() => undefined);
  throw timedOut(timeout);
}
