import type { IncomingMessage } from "node:http";
import { GatewayError } from "../errors/gateway-error.ts";
import { limitExceeded } from "../errors/limit-exceeded.ts";

/**
 * Reads the body of a request, of at most `limit` bytes. Reads no further than it has to.
 *
 * @throws GatewayError LIMIT_EXCEEDED; BAD_REQUEST if the client goes away in the middle.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > limit) return Promise.reject(tooLong(limit, declared));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) {
        chunks.push(chunk);
      } else {
        request.pause();
        reject(tooLong(limit));
      }
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("close", () =>
      reject(
        new GatewayError("BAD_REQUEST", "The connection was closed before the body was whole."),
      ),
    );
    request.on("error", reject);
  });
}

function tooLong(limit: number, actual?: number): GatewayError {
  return limitExceeded(
    { name: "requestBytes", value: limit, ...(actual !== undefined && { actual }) },
    `The body of the request has ${actual ?? `more than ${limit}`} bytes, and may have ${limit}.`,
  );
}
