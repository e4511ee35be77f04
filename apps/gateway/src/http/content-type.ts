import { GatewayError } from "../errors/gateway-error.ts";

/**
 * Refuses a POST whose content isn't JSON. What a form can send without asking (text, form data) is so kept out, and with it
 * what other web pages could have a browser send.
 */
export function contentTypeRefusal(header: string | undefined): GatewayError | undefined {
  const type = (header ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "application/json" || type === "application/graphql-response+json") return undefined;
  return new GatewayError(
    "BAD_REQUEST",
    `The content type ${JSON.stringify(type)} isn't taken: POST a JSON object, as application/json.`,
  );
}
