import { GatewayError } from "../errors/gateway-error.ts";

/**
 * Refuses requests of web pages of other origins: they would act for whoever looks at the page (cross-site request forgery,
 * and the same over WebSocket, which no browser guards). Programs send no origin, and pass. `allowed` lists the origins
 * that may.
 */
export function originRefusal(
  origin: string | undefined,
  hostHeader: string | undefined,
  allowed: readonly string[],
): GatewayError | undefined {
  if (origin === undefined || allowed.includes(origin)) return undefined;
  if (URL.canParse(origin) && new URL(origin).host === hostHeader?.toLowerCase()) return undefined;
  return new GatewayError(
    "FORBIDDEN",
    `The origin ${JSON.stringify(origin)} isn't the gateway's own. Name it in --cors-origins if its pages may use this gateway.`,
  );
}
