import { mkdtemp, open, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GatewayError } from "../errors/gateway-error.ts";
import { limitExceeded } from "../errors/limit-exceeded.ts";

/** A file to be read, and then removed. */
export interface SpoolFile {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Puts the body of a request into a file of its own, for it to be read more than once.
 *
 * @param limit how many bytes it may have
 * @throws GatewayError LIMIT_EXCEEDED; BAD_REQUEST if the client goes away in the middle
 */
export async function spool(request: IncomingMessage, limit: number): Promise<SpoolFile> {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > limit) throw tooLong(limit, declared);
  const folder = await mkdtemp(join(tmpdir(), "runledger-archive-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const path = join(folder, "archive");
    await fill(path, request, limit);
    return { path, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function fill(path: string, request: IncomingMessage, limit: number): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    let length = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) throw tooLong(limit);
      await file.writeFile(chunk);
    }
  } catch (error) {
    if (error instanceof GatewayError || request.complete) throw error;
    throw new GatewayError("BAD_REQUEST", "The connection was closed before the body was whole.");
  } finally {
    await file.close();
  }
}

function tooLong(limit: number, actual?: number): GatewayError {
  return limitExceeded(
    { name: "archiveBytes", value: limit, ...(actual !== undefined && { actual }) },
    `The archive has ${actual ?? `more than ${limit}`} bytes, and may have ${limit}.`,
  );
}
