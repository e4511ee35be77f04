import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { BlobError, type BlobErrorKind } from "@runledger/blobs";
import type { ErrorCode } from "../errors/error-code.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import type { Exchange, Route } from "../http/route.ts";
import { sendText } from "../http/send-text.ts";
import { BLOBS_PATH, type BlobFiles } from "./blob-files.ts";

/** What a blob store's errors are called here. */
const codes: Readonly<Record<BlobErrorKind, ErrorCode>> = {
  setting: "INTERNAL",
  key: "BAD_INPUT",
  size: "BAD_INPUT",
  digest: "BAD_INPUT",
  full: "UNAVAILABLE",
  denied: "INTERNAL",
  unavailable: "UNAVAILABLE",
  internal: "INTERNAL",
};

/** Serves and takes blobs under addresses that were signed: the signature is what permits it, not a token. */
export function blobRoutes(files: BlobFiles): Route[] {
  const route = { path: BLOBS_PATH, below: true, guarded: false } as const;
  return [
    { ...route, methods: ["GET"], handle: (exchange) => sendBlob(files, exchange) },
    { ...route, methods: ["PUT"], handle: (exchange) => takeBlob(files, exchange) },
  ];
}

async function sendBlob(files: BlobFiles, exchange: Exchange): Promise<void> {
  const { headers, response } = exchange;
  const { key } = verified(files, "GET", exchange);
  const [info, bytes] = [await files.store.stat(key), await files.store.read(key)];
  if (info === undefined || bytes === undefined)
    throw new GatewayError("NOT_FOUND", `There is no file ${key}. Perhaps it wasn't uploaded.`);
  response.writeHead(200, {
    ...headers,
    "content-type": typeOf(key),
    "content-length": info.size,
    // What people upload must not act as a page of the gateway's own.
    "content-security-policy": "sandbox allow-scripts",
    "x-content-type-options": "nosniff",
  });
  await pour(bytes, response);
}

async function takeBlob(
  files: BlobFiles,
  { headers, request, response, url }: Exchange,
): Promise<void> {
  const { key, md5, size } = verified(files, "PUT", { url });
  try {
    await files.store.write(key, request, { md5, size });
  } catch (error) {
    if (error instanceof BlobError) throw new GatewayError(codes[error.kind], error.message);
    throw error;
  }
  sendText(response, 200, "text/plain; charset=utf-8", "", headers);
}

function verified(files: BlobFiles, method: string, { url }: Pick<Exchange, "url">) {
  const path = url.pathname.slice(BLOBS_PATH.length) + url.search;
  const permitted = files.signer.verify(method, path, Date.now());
  if (permitted.kind === "refused") throw new GatewayError("FORBIDDEN", permitted.message);
  return { md5: undefined, size: undefined, ...permitted };
}

async function pour(bytes: AsyncIterable<Uint8Array>, response: ServerResponse): Promise<void> {
  for await (const chunk of bytes) {
    if (response.destroyed) return;
    if (!response.write(chunk))
      await Promise.race([once(response, "drain"), once(response, "close")]);
  }
  response.end();
}

function typeOf(key: string): string {
  return key.endsWith(".html") ? "text/html; charset=utf-8" : "application/octet-stream";
}
