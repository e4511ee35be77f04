import type { ClientOptions } from "./gateway-client.ts";
import { GatewayError } from "./gateway-error.ts";

/** What to send beside the body. */
export interface PostOptions {
  readonly accept: string;
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Posts JSON to a gateway's GraphQL.
 *
 * @returns the response, whatever its status, with its body still to be read
 * @throws GatewayError of kind `unreachable` where nobody answers
 */
export async function post(
  options: ClientOptions,
  body: unknown,
  { accept, signal, headers }: PostOptions,
): Promise<Response> {
  const request = {
    method: "POST",
    headers: {
      accept,
      "content-type": "application/json",
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...headers,
    },
    body: JSON.stringify(body),
    signal,
  };
  try {
    return await (options.fetch ?? fetch)(options.endpoint, request);
  } catch (error) {
    throw unreachable(options.endpoint, error);
  }
}

/** Says that a connection could not be made, or broke. */
export function unreachable(endpoint: string, error: unknown): GatewayError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new GatewayError(
    "unreachable",
    `no gateway answers at ${endpoint} (${reason}): start one with "runledger serve", or name it with --to`,
    { cause: error },
  );
}
