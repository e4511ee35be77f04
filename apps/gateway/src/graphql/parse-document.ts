import { type DocumentNode, parse } from "graphql";
import { limitExceeded } from "../errors/limit-exceeded.ts";
import { hasMoreTokens } from "./count-tokens.ts";

/**
 * Parses a document of at most `limit` tokens.
 *
 * @throws GraphQLError if it isn't GraphQL; GatewayError LIMIT_EXCEEDED if it is longer.
 */
export function parseDocument(text: string, limit: number): DocumentNode {
  try {
    return parse(text, { maxTokens: limit });
  } catch (error) {
    // The parser says so in words only; the words may change.
    if (!hasMoreTokens(text, limit)) throw error;
    throw limitExceeded(
      { name: "queryTokens", value: limit },
      `The document has more than ${limit} tokens.`,
    );
  }
}
