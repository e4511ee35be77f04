import { Code, ConnectError } from "@connectrpc/connect";
import { hiddenTexts } from "../errors/hidden-texts.ts";
import { meantError } from "../errors/meant-error.ts";
import type { HiddenErrorLog } from "../errors/to-graphql-error.ts";
import { clientHasGone } from "./client-has-gone.ts";
import { rpcCodes } from "./rpc-codes.ts";

/**
 * Turns whatever was thrown into what clients of an RPC get: a code that is never `unknown`, and nothing that isn't meant
 * for them. That goes to the log, under `requestId`. The gateway's own code stands in the header `runledger-code`.
 */
export function toConnectError(
  error: unknown,
  requestId: string,
  log: HiddenErrorLog,
): ConnectError {
  // The library's own: it speaks of the request's form, its deadline, or a client that has gone.
  if (error instanceof ConnectError && error.code !== Code.Unknown) return error;
  if (clientHasGone(error)) return new ConnectError("The client has gone.", Code.Canceled);
  const { code, message, details } = meantError(error);
  const shown = hiddenTexts[code];
  if (shown !== undefined) log(requestId, code, error);
  const { retryAfterMs } = details;
  return new ConnectError(
    shown === undefined
      ? tell(message, details.violations)
      : `${shown} It is logged as ${requestId}.`,
    rpcCodes[code],
    {
      "runledger-code": code,
      ...(retryAfterMs !== undefined && { "retry-after": String(Math.ceil(retryAfterMs / 1000)) }),
    },
  );
}

/** Sees to it that what is wrong with each field stands in the text, which is all that these clients show. */
function tell(
  message: string,
  violations: readonly { readonly field: string; readonly message: string }[] = [],
): string {
  const untold = violations.filter(({ field }) => !message.includes(field));
  return [message, ...untold.map(({ field, message: text }) => `${field} ${text}`)].join(" ");
}
