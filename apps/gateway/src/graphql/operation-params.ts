import { GatewayError } from "../errors/gateway-error.ts";

/** An operation as transports get it. */
export interface OperationParams {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/**
 * Reads an operation from what JSON gave.
 *
 * @throws GatewayError BAD_REQUEST that says which parameter is wrong.
 */
export function operationParams(value: unknown): OperationParams {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw bad(
      "The body",
      "a JSON object with query, variables and operationName; batches aren't taken",
    );
  }
  const { query, operationName, variables } = value as Readonly<Record<string, unknown>>;
  if (typeof query !== "string") throw bad("query", "text: a GraphQL document");
  if (operationName !== undefined && operationName !== null && typeof operationName !== "string") {
    throw bad("operationName", "text, or left out");
  }
  if (variables !== undefined && variables !== null && !isRecord(variables)) {
    throw bad("variables", "an object, or left out");
  }
  return {
    query,
    ...(typeof operationName === "string" && { operationName }),
    ...(isRecord(variables) && { variables }),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function bad(name: string, expected: string): GatewayError {
  return new GatewayError("BAD_REQUEST", `${name} has to be ${expected}.`);
}
