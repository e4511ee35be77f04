import { once } from "node:events";
import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Message } from "@bufbuild/protobuf";
import { GatewayError } from "../../errors/gateway-error.ts";
import { securityHeaders } from "../../http/security-headers.ts";
import type { LocalAnswer } from "../../rpc/call-in-process.ts";
import type { HttpBinding } from "../routing/http-bindings.ts";
import { headersOfAnswer } from "./call-headers.ts";
import type { Marshaller } from "./marshallers.ts";

/** Sends a whole answer. Does nothing if the client has gone. */
export function sendBytes(
  response: ServerResponse,
  status: number,
  type: string,
  bytes: Buffer,
  headers: OutgoingHttpHeaders,
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    ...securityHeaders,
    "content-type": type,
    "content-length": bytes.length,
    ...headers,
  });
  response.end(response.req.method === "HEAD" ? undefined : bytes);
}

/** Where an answer goes, and how. */
export interface Destination {
  readonly response: ServerResponse;
  readonly outbound: Marshaller;
  readonly headers: OutgoingHttpHeaders;
  /** Turns what a stream threw into its last line. */
  readonly errorLine: (error: unknown) => Buffer;
}

/** Sends what a method answers: a message, or a stream as lines of `{"result": …}`, the last one `{"error": …}` if it fails. */
export async function sendAnswer(
  binding: HttpBinding,
  answer: LocalAnswer,
  { response, outbound, headers, errorLine }: Destination,
): Promise<void> {
  const write = (message: Message): Buffer =>
    binding.answer === undefined
      ? outbound.write(binding.method.output, message)
      : outbound.writeField(binding.answer, message);
  const isStream = binding.method.methodKind !== "unary";
  if (isStream && !outbound.hasLines)
    throw new GatewayError(
      "NOT_ACCEPTABLE",
      "A stream is sent as lines of JSON. Ask for it with Accept: application/json.",
    );
  const lines: { started: boolean } = { started: false };
  try {
    for await (const message of answer.messages) {
      const all = { ...headers, ...headersOfAnswer(answer.header) };
      const bytes = write(message);
      if (!isStream) return sendBytes(response, 200, outbound.contentType, bytes, all);
      if (!lines.started) startLines(response, outbound, all);
      lines.started = true;
      if (!(await sendLine(response, "result", bytes))) return;
    }
    if (!lines.started) startLines(response, outbound, headers);
    response.end();
  } catch (error) {
    if (!lines.started) throw error;
    await sendLine(response, "error", errorLine(error));
    response.end();
  }
}

function startLines(
  response: ServerResponse,
  { contentType }: Marshaller,
  headers: OutgoingHttpHeaders,
): void {
  response.writeHead(200, { ...securityHeaders, "content-type": contentType, ...headers });
}

/** Sends one line, and waits while the client doesn't read. Gives whether the client is still there. */
async function sendLine(response: ServerResponse, name: string, bytes: Buffer): Promise<boolean> {
  const line = Buffer.concat([Buffer.from(`{"${name}":`), bytes, Buffer.from("}\n")]);
  if (response.destroyed) return false;
  if (!response.write(line)) await Promise.race([once(response, "drain"), once(response, "close")]);
  return !response.destroyed;
}
