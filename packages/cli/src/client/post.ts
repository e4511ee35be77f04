import type { ClientOptions, Operation } from "./gateway-client.ts";
import { GatewayError } from "./gateway-error.ts";

/** What to send beside the operation. */
export interface PostOptions {
  readonly accept: string;
  readonly signal: AbortSignal;
}

/**
 * Posts an operation to a gateway's GraphQL.
 *
 * @returns the response, whatever its status, with its body still to be read
 * @throws GatewayError of kind `unreachable` where nobody answers
 */
export async function post<Variables>(
  { endpoint, token, fetch: send = fetch }: ClientOptions,
  operation: Operation<Variables, unknown>,
  variables: Variables,
  { accept, signal }: PostOptions,
): Promise<Response> {
  const headers = new Headers({ accept, "content-type": "application/json" });
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  const body = JSON.stringify({
    query: operation.document,
    variables: operation.variables(variables),
  });
  try {
    return await send(endpoint, { method: "POST", headers, body, signal });
  } catch (error) {
    throw unreachable(endpoint, error);
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
