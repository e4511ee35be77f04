import { createParser } from "eventsource-parser";
import type { Clock } from "../command/clock.ts";
import { GatewayError } from "./gateway-error.ts";

/** One server-sent event. */
export interface ServerEvent {
  /** Its type. "message" where it names none. */
  readonly event: string;
  readonly data: string;
}

/** How long a connection may be silent before it counts as lost, in milliseconds. Gateways send heartbeats more often. */
const longestSilence = 60_000;

/**
 * Reads the server-sent events of a response: https://html.spec.whatwg.org/multipage/server-sent-events.html.
 * Ends where the response ends.
 *
 * @throws GatewayError of kind `unreachable` where the connection breaks, or is silent for a minute
 */
export async function* serverEvents(response: Response, clock: Clock): AsyncGenerator<ServerEvent> {
  if (response.body === null) return;
  const events: ServerEvent[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => events.push({ event: event ?? "message", data }),
  });
  const decoder = new TextDecoder();
  for await (const bytes of heard(response.body, response.url, clock)) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    yield* events.splice(0);
  }
}

/** Passes bytes on, and throws where none come for too long. */
async function* heard(
  body: ReadableStream<Uint8Array>,
  url: string,
  clock: Clock,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const chunk = await readWithin(reader, clock);
      if (chunk.done) return;
      yield chunk.value;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new GatewayError("unreachable", `the connection to ${url} broke off (${reason})`, {
      cause: error,
    });
  } finally {
    await reader.cancel().catch(() => {});
  }
}

type Chunk = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>["read"]>>;

async function readWithin(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  clock: Clock,
): Promise<Chunk> {
  const read = new AbortController();
  const silence = clock.sleep(longestSilence, read.signal).then(() => undefined);
  try {
    const chunk = await Promise.race([reader.read(), silence]);
    if (chunk === undefined) throw new Error(`silent for ${longestSilence / 1000} s`);
    return chunk;
  } finally {
    read.abort();
  }
}
