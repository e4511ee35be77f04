import { GatewayError } from "../../errors/gateway-error.ts";
import type { SurfaceContext } from "../surface-context.ts";

/**
 * Reads a blob whole, into memory; undefined where there is none.
 *
 * @throws GatewayError LIMIT_EXCEEDED if it is larger than a message may be
 */
export async function readWhole(
  { blobs, messageBytes }: SurfaceContext,
  key: string,
): Promise<Uint8Array | undefined> {
  const info = await blobs.store.stat(key);
  if (info === undefined) return undefined;
  if (info.size > messageBytes) {
    throw new GatewayError(
      "LIMIT_EXCEEDED",
      `${blobs.store.uriOf(key)} has ${info.size} bytes, and a message may have ${messageBytes}. Read it there, or raise --request-bytes.`,
    );
  }
  const source = await blobs.store.read(key);
  if (source === undefined) return undefined;
  const read: Uint8Array[] = [];
  for await (const chunk of source) read.push(chunk);
  return Buffer.concat(read);
}
