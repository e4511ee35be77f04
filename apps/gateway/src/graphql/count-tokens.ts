import { Lexer, Source, TokenKind } from "graphql";

/**
 * Tells whether a document has more than `limit` tokens. Reads no further than it has to.
 *
 * @throws GraphQLError where the text holds something that is no token.
 */
export function hasMoreTokens(text: string, limit: number): boolean {
  const lexer = new Lexer(new Source(text));
  for (let count = 0; count <= limit; count++) {
    if (lexer.advance().kind === TokenKind.EOF) return false;
  }
  return true;
}
