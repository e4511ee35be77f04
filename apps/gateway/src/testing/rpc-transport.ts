import type { Transport } from "@connectrpc/connect";
import {
  createConnectTransport,
  createGrpcTransport,
  createGrpcWebTransport,
} from "@connectrpc/connect-node";

/** Every way that a client of the RPCs may speak. */
export const protocols = {
  "Connect, binary, HTTP/1": (baseUrl: string) =>
    createConnectTransport({ baseUrl, httpVersion: "1.1" }),
  "Connect, JSON, HTTP/1": (baseUrl: string) =>
    createConnectTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat: false }),
  "Connect by GET, HTTP/1": (baseUrl: string) =>
    createConnectTransport({ baseUrl, httpVersion: "1.1", useHttpGet: true }),
  "Connect, binary, HTTP/2": (baseUrl: string) =>
    createConnectTransport({ baseUrl, httpVersion: "2" }),
  "Connect, JSON, HTTP/2": (baseUrl: string) =>
    createConnectTransport({ baseUrl, httpVersion: "2", useBinaryFormat: false }),
  "gRPC, HTTP/2": (baseUrl: string) => createGrpcTransport({ baseUrl }),
  "gRPC-Web, HTTP/1": (baseUrl: string) => createGrpcWebTransport({ baseUrl, httpVersion: "1.1" }),
  "gRPC-Web, HTTP/2": (baseUrl: string) => createGrpcWebTransport({ baseUrl, httpVersion: "2" }),
} as const satisfies Readonly<Record<string, (baseUrl: string) => Transport>>;
