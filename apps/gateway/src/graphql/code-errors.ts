import { type ExecutionResult, GraphQLError } from "graphql";
import { type HiddenErrorLog, toGraphQLError } from "../errors/to-graphql-error.ts";

/** Gives every error of a result its code, and hides what isn't meant for clients. Errors keep a status for HTTP. */
export function codeErrors(
  result: ExecutionResult,
  requestId: string,
  log: HiddenErrorLog,
): ExecutionResult {
  if (result.errors === undefined || result.errors.length === 0) return result;
  return { ...result, errors: result.errors.map((error) => toGraphQLError(error, requestId, log)) };
}

/** Leaves out of a result's errors what only a plain HTTP answer has a place for. */
export function withoutHttp(result: ExecutionResult): ExecutionResult {
  if (result.errors === undefined) return result;
  return { ...result, errors: result.errors.map(withoutStatus) };
}

function withoutStatus(error: GraphQLError): GraphQLError {
  const { http: _, ...extensions } = error.extensions;
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions,
  });
}
