import { GraphQLError } from "graphql";
import { type ErrorCode, errorCodes } from "./error-code.ts";
import { hiddenTexts } from "./hidden-texts.ts";
import { meantError } from "./meant-error.ts";
import { withWayOut } from "./with-way-out.ts";

/** Notes an error that clients don't get to see, under the id that they get to see instead. */
export type HiddenErrorLog = (requestId: string, code: ErrorCode, error: unknown) => void;

/**
 * Turns whatever was thrown into what clients get: with a code of the closed list, and without what isn't meant for them.
 * That goes to the log, under `requestId`.
 */
export function toGraphQLError(
  error: unknown,
  requestId: string,
  log: HiddenErrorLog,
): GraphQLError {
  const wrapped = error instanceof GraphQLError ? error : undefined;
  const cause = rootCause(error);
  // An error of the GraphQL library itself speaks of the document or of a variable: it is meant to be seen.
  if (cause instanceof GraphQLError) return ownError(wrapped ?? cause, cause);
  const { code, message, details } = meantError(cause);
  const shown = hiddenTexts[code];
  if (shown !== undefined) log(requestId, code, cause);
  return withStatus(
    shown === undefined ? message : `${shown} It is logged as ${requestId}.`,
    wrapped,
    code,
    {
      ...details,
      ...(shown !== undefined && { requestId }),
    },
  );
}

function rootCause(error: unknown): unknown {
  let cause = error;
  while (
    cause instanceof GraphQLError &&
    cause.originalError !== undefined &&
    cause.originalError !== null
  ) {
    cause = cause.originalError;
  }
  return cause;
}

/** Codes that the libraries below use, and what they are here. */
const otherNames: Readonly<Record<string, ErrorCode>> = {
  BAD_USER_INPUT: "BAD_INPUT",
  OPERATION_RESOLUTION_FAILURE: "BAD_REQUEST",
  INTERNAL_SERVER_ERROR: "INTERNAL",
};

function ownError(error: GraphQLError, cause: GraphQLError): GraphQLError {
  const { http: given, ...rest } = error.extensions;
  const library = (given ?? {}) as {
    readonly status?: number;
    readonly headers?: Record<string, string>;
  };
  const code = library.status === 405 ? "METHOD_NOT_ALLOWED" : codeOf(error, cause);
  const http = { ...(library.headers && { headers: library.headers }), ...statusOf(code) };
  const field = code === "BAD_INPUT" ? fieldOf(error.message) : undefined;
  return new GraphQLError(withWayOut(error.message), {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions: { ...rest, ...(field !== undefined && { field }), code, http },
  });
}

function codeOf(error: GraphQLError, cause: GraphQLError): ErrorCode {
  const given = error.extensions["code"] ?? cause.extensions["code"];
  if (typeof given !== "string") return "BAD_INPUT";
  const named = otherNames[given] ?? given;
  return isErrorCode(named) ? named : "BAD_REQUEST";
}

/** Finds the path of a malformed variable. The library tells it in its message, and nowhere else. */
function fieldOf(message: string): string | undefined {
  const [, variable, path = ""] =
    /^Variable "\$(\w+)" has invalid value(?: at (\S+?))?: /.exec(message) ?? [];
  if (variable === undefined) return undefined;
  return `${variable}${path === "" || path.startsWith("[") ? path : path.replace(/^\.?/, ".")}`;
}

function isErrorCode(name: string): name is ErrorCode {
  return Object.hasOwn(errorCodes, name);
}

/**
 * Says which status an answer has. Clients of the old media type, application/json, get 200 for whatever is wrong with a
 * GraphQL request itself (`spec`), as they are used to; but not for one that is none, or where the gateway can't do its work.
 */
function statusOf(code: ErrorCode): { readonly status: number; readonly spec?: true } {
  const { status } = errorCodes[code];
  const graphql = status < 500 && code !== "BAD_REQUEST" && code !== "METHOD_NOT_ALLOWED";
  return { status, ...(graphql && { spec: true }) };
}

function withStatus(
  message: string,
  outer: GraphQLError | undefined,
  code: ErrorCode,
  details: object,
): GraphQLError {
  const retryAfter = "retryAfterMs" in details ? Number(details.retryAfterMs) : undefined;
  return new GraphQLError(message, {
    nodes: outer?.nodes ?? null,
    path: outer?.path ?? null,
    extensions: {
      code,
      ...details,
      http: {
        ...statusOf(code),
        ...(retryAfter !== undefined && {
          headers: { "retry-after": String(Math.ceil(retryAfter / 1000)) },
        }),
      },
    },
  });
}
