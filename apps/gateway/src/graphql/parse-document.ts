import { type DocumentNode, parse } from "graphql";
import { limitExceeded } from "../errors/limit-exceeded.ts";
import type { LimitSettings } from "../settings/limits.ts";
import { countAliases } from "./count-aliases.ts";
import { hasMoreTokens } from "./count-tokens.ts";

/**
 * Parses a document. What makes it expensive to validate, its length and its aliases, is bounded before it is.
 *
 * @throws GraphQLError if it isn't GraphQL; GatewayError LIMIT_EXCEEDED.
 */
export function parseDocument(
  text: string,
  { queryTokens, queryAliases }: Pick<LimitSettings, "queryTokens" | "queryAliases">,
): DocumentNode {
  const document = parseTokens(text, queryTokens);
  const aliases = countAliases(document);
  if (aliases > queryAliases) {
    throw limitExceeded(
      { name: "queryAliases", value: queryAliases, actual: aliases },
      `The document has ${aliases} aliases, and may have ${queryAliases}.`,
    );
  }
  return document;
}

function parseTokens(text: string, limit: number): DocumentNode {
  try {
    return parse(text, { maxTokens: limit });
  } catch (error) {
    // The parser says so in words only; the words may change.
    if (!hasMoreTokens(text, limit)) throw error;
    throw limitExceeded(
      { name: "queryTokens", value: limit },
      `The document has more than ${limit} tokens. What varies is best sent in variables.`,
    );
  }
}
