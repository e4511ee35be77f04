import type { Transport } from "@connectrpc/connect";
import {
  createConnectTransport,
  createGrpcTransport,
  createGrpcWebTransport,
} from "@connectrpc/connect-node";

/** What a client of the RPCs may speak. */
export type Protocol =
  | "Connect, binary, HTTP/1"
  | "Connect, JSON, HTTP/1"
  | "Connect, binary, HTTP/2"
  | "gRPC, HTTP/2"
  | "gRPC-Web, HTTP/1";

/** How each of them is spoken. */
export const PROTOCOLS: Readonly<Record<Protocol, (baseUrl: string) => Transport>> = {
  "Connect, binary, HTTP/1": (baseUrl) => createConnectTransport({ baseUrl, httpVersion: "1.1" }),
  "Connect, JSON, HTTP/1": (baseUrl) =>
    createConnectTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat: false }),
  "Connect, binary, HTTP/2": (baseUrl) => createConnectTransport({ baseUrl, httpVersion: "2" }),
  "gRPC, HTTP/2": (baseUrl) => createGrpcTransport({ baseUrl }),
  "gRPC-Web, HTTP/1": (baseUrl) => createGrpcWebTransport({ baseUrl, httpVersion: "1.1" }),
};

/** Whether a protocol is spoken over HTTP/2, which streams of requests need. */
export function overHttp2(protocol: Protocol | "GraphQL"): boolean {
  return protocol.endsWith("HTTP/2");
}
