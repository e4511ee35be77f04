import type { DescService } from "@bufbuild/protobuf";
import {
  type Client,
  Code,
  ConnectError,
  createClient,
  type Interceptor,
} from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import type { ClientOptions } from "./gateway-client.ts";
import { GatewayError, type GatewayErrorKind } from "./gateway-error.ts";
import { unreachable } from "./post.ts";

/** What a code says of the way to a gateway. The others are of what it was asked. */
const kinds: Partial<Readonly<Record<Code, GatewayErrorKind>>> = {
  [Code.Canceled]: "unreachable",
  [Code.DeadlineExceeded]: "unreachable",
  [Code.Internal]: "refused",
  [Code.PermissionDenied]: "unauthorized",
  [Code.ResourceExhausted]: "busy",
  [Code.Unauthenticated]: "unauthorized",
  [Code.Unavailable]: "unreachable",
  [Code.Unimplemented]: "protocol",
  [Code.Unknown]: "protocol",
};

/** Makes a client of one of a gateway's RPC services, which lie beside its GraphQL. */
export function rpcClient<Service extends DescService>(
  service: Service,
  { endpoint, timeout, token }: ClientOptions,
): Client<Service> {
  const authorize: Interceptor = (next) => (request) => {
    if (token !== undefined) request.header.set("authorization", `Bearer ${token}`);
    return next(request);
  };
  const transport = createConnectTransport({
    baseUrl: new URL(".", endpoint).href,
    httpVersion: "1.1",
    defaultTimeoutMs: timeout,
    interceptors: [authorize],
  });
  return createClient(service, transport);
}

/** Says why an RPC wasn't answered as it should be, and what to do about it. */
export function rpcError({ endpoint }: ClientOptions, error: unknown): GatewayError {
  const { cause, code, rawMessage } = ConnectError.from(error);
  const kind = kinds[code] ?? "refused";
  if (kind === "unreachable" && cause !== undefined) return unreachable(endpoint, cause);
  const wayOut: Partial<Record<GatewayErrorKind, string>> = {
    unauthorized: ": give a token that it takes, with --token-file or RUNLEDGER_TOKEN",
    protocol: ": is this the address of a Runledger gateway, and of this version?",
  };
  const message = `${endpoint} answers ${Code[code]} (${rawMessage})${wayOut[kind] ?? ""}`;
  return new GatewayError(kind, message, { code: Code[code] ?? "", cause: error });
}
