import { Field } from "../document/field.ts";
import { GatewayError } from "./gateway-error.ts";
import { unreachable } from "./post.ts";

/** Codes of a gateway's errors that say: come again. */
const busyCodes: ReadonlySet<unknown> = new Set(["OVERLOADED", "UNAVAILABLE", "CLOSING"]);

/** Statuses of HTTP that say so, also from a proxy before the gateway. Source: RFC 9110, RFC 6585. */
const busyStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Reads the answer to a GraphQL request: https://graphql.github.io/graphql-over-http.
 *
 * @returns its data
 * @throws GatewayError unless there is data and no error
 */
export async function readAnswer(response: Response): Promise<unknown> {
  const body = new Field(parse(await readBody(response)));
  const [error] =
    body.get("errors").value === undefined ? [] : (body.get("errors").elements() ?? []);
  if (error !== undefined) throw graphqlError(error, response);
  if (response.status === 401 || response.status === 403) throw unauthorized(response.status);
  if (busyStatuses.has(response.status)) {
    throw new GatewayError(
      "busy",
      `${response.url} answers ${response.status} ${response.statusText}: it may pass`,
      {
        retryAfter: retryAfterHeader(response),
      },
    );
  }
  if (!response.ok || !body.get("data").isPresent) throw notAGateway(response);
  return body.get("data").value;
}

/** Makes an error of the first one that a gateway told. */
export function graphqlError(error: Field, response: Response): GatewayError {
  const extensions = error.get("extensions");
  const code = extensions.get("code").value;
  const message = error.get("message").value;
  const after = extensions.get("retryAfterMs").value;
  const text =
    typeof message === "string" ? message : "the gateway told an error without a message";
  const details = {
    code: typeof code === "string" ? code : "",
    retryAfter: typeof after === "number" ? after : retryAfterHeader(response),
  };
  if (response.status === 401 || response.status === 403) {
    return unauthorized(response.status, text);
  }
  const isBusy = busyCodes.has(details.code) || busyStatuses.has(response.status);
  return new GatewayError(isBusy ? "busy" : "refused", text, details);
}

async function readBody(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    throw unreachable(response.url, error);
  }
}

/** Parses JSON; undefined where it is none, as with the page of a proxy. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unauthorized(status: number, text = ""): GatewayError {
  return new GatewayError(
    "unauthorized",
    `the gateway answers ${status}${text === "" ? "" : ` (${text})`}: set RUNLEDGER_TOKEN, or --token-file, to a token that it takes`,
  );
}

function notAGateway(response: Response): GatewayError {
  return new GatewayError(
    "protocol",
    `${response.url} answers ${response.status}, and not as GraphQL does: is this the address of a Runledger gateway?`,
  );
}

/** Reads the header in its form of seconds; the gateway doesn't send the other one. */
function retryAfterHeader(response: Response): number | undefined {
  const header = response.headers.get("retry-after");
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : undefined;
}
