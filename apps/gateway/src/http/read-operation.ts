import { GatewayError } from "../errors/gateway-error.ts";
import { operationParams, type OperationParams } from "../graphql/operation-params.ts";

/**
 * Reads the operation of a request: the parameters of a GET, or the body of a POST.
 *
 * @throws GatewayError BAD_REQUEST.
 */
export function readOperation(url: URL, body: Buffer | undefined): OperationParams {
  if (body !== undefined) return operationParams(json(body.toString(), "The body"));
  const { searchParams } = url;
  const variables = searchParams.get("variables");
  return operationParams({
    query: searchParams.get("query") ?? undefined,
    operationName: searchParams.get("operationName"),
    variables: variables === null ? undefined : json(variables, "variables"),
  });
}

function json(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new GatewayError("BAD_REQUEST", `${name} has to be JSON: ${(error as Error).message}.`);
  }
}
