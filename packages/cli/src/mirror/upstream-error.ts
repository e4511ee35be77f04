import { Code, ConnectError } from "@connectrpc/connect";
import { GatewayError, type GatewayErrorKind } from "../client/gateway-error.ts";

const kinds: Partial<Readonly<Record<Code, GatewayErrorKind>>> = {
  [Code.Unavailable]: "unreachable",
  [Code.DeadlineExceeded]: "unreachable",
  [Code.Canceled]: "unreachable",
  [Code.Aborted]: "busy",
  [Code.ResourceExhausted]: "busy",
  [Code.Internal]: "busy",
  // Flyte's own server answers so what it hasn't thought of.
  [Code.Unknown]: "busy",
  [Code.Unauthenticated]: "unauthorized",
  [Code.PermissionDenied]: "unauthorized",
};

const wayOut: Partial<Readonly<Record<GatewayErrorKind, string>>> = {
  unauthorized: ": give a token that it takes, with --from-token-file or RUNLEDGER_FROM_TOKEN",
  unreachable: ": is it the address of a Flyte 2?",
};

/** Says what upstream has answered instead of what it was asked for, and what to do about it. */
export function upstreamError(url: string, error: unknown): GatewayError {
  const { code, rawMessage } = ConnectError.from(error);
  const kind = kinds[code] ?? "refused";
  return new GatewayError(
    kind,
    `upstream ${url} answers ${Code[code]} (${rawMessage})${wayOut[kind] ?? ""}`,
    { code: Code[code], cause: error },
  );
}
