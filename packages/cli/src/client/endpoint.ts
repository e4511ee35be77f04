/** Where a gateway's GraphQL is served below its address. */
const path = "/graphql";

/**
 * Makes the address of a gateway's GraphQL of what a person types: an address with or without a path, which is kept.
 *
 * @returns undefined where the text is no http or https address
 */
export function graphqlEndpoint(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  if (url.pathname === "/") url.pathname = path;
  url.hash = "";
  return url.href;
}
