import { GraphQLError } from "graphql";
import type { Plugin } from "graphql-yoga";

/** Gives the errors of the parser their code. The library below does so for plain requests only. */
export function useParseErrorCode(): Plugin {
  return {
    onParse:
      () =>
      ({ result, replaceParseResult }) => {
        if (!(result instanceof GraphQLError)) return;
        const { message, source, positions, extensions } = result;
        replaceParseResult(
          new GraphQLError(message, {
            source: source ?? null,
            positions: positions ?? null,
            extensions: { code: "GRAPHQL_PARSE_FAILED", ...extensions },
          }),
        );
      },
  };
}
