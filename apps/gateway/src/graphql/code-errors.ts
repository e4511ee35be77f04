import { type ExecutionResult, GraphQLError } from "graphql";
import { type HiddenErrorLog, toGraphQLError } from "../errors/to-graphql-error.ts";

/** Gives every error of a result its code, and hides what isn't meant for clients. */
export function codeErrors(
  result: ExecutionResult,
  requestId: string,
  log: HiddenErrorLog,
): ExecutionResult {
  if (result.errors === undefined || result.errors.length === 0) return result;
  const errors = result.errors.map((error) => toGraphQLError(error, requestId, log));
  const answered = result.data !== undefined && result.data !== null;
  return { ...result, errors: answered ? errors.map(withoutStatus) : errors };
}

/** An answer that holds data has worked, as far as HTTP goes. */
function withoutStatus(error: GraphQLError): GraphQLError {
  const { http: _, ...extensions } = error.extensions;
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    path: error.path ?? null,
    extensions,
  });
}
