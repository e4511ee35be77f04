import { type ExecutionResult, GraphQLError } from "graphql";
import type { GatewayError } from "../errors/gateway-error.ts";

/** Makes the result of an operation that came to nothing but an error. */
export function gatewayResult(error: GatewayError): ExecutionResult {
  return { errors: [new GraphQLError(error.message, { originalError: error })] };
}
