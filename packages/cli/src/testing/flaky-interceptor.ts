import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import { systemClock } from "../command/clock.ts";
import { draws } from "../schedule/draws.ts";

/** What goes wrong. How often, where not said otherwise: at least 0 and below 1. */
export interface Flaws {
  /** A call isn't answered, before or after it was done. */
  readonly failures: number;
  /** A message of a stream is left out. */
  readonly drops: number;
  /** A message comes twice. */
  readonly repeats: number;
  /** A message comes after the one behind it. */
  readonly delays: number;
  /** A stream breaks off. */
  readonly cuts: number;
  /** How long each call takes at least, in milliseconds. */
  readonly slowness: number;
}

/** Makes calls fail and streams lie, as the seed has it. */
export function flakyInterceptor(flaws: Flaws, seed: number): Interceptor {
  let count = 0;
  const draw = (): number => draws(seed, String(count++))[0];
  return (next) => async (request) => {
    if (!request.stream && draw() < flaws.failures) throw broken("before the call");
    if (!request.stream) await systemClock.sleep(flaws.slowness);
    const response = await next(request);
    if (!response.stream) {
      if (draw() < flaws.failures) throw broken("after the call");
      return response;
    }
    return { ...response, message: distort(response.message, flaws, draw) };
  };
}

async function* distort<Message>(
  messages: AsyncIterable<Message>,
  { drops, repeats, delays, cuts }: Flaws,
  draw: () => number,
): AsyncGenerator<Message> {
  let held: Message | undefined;
  for await (const message of messages) {
    if (draw() < cuts) throw broken("in a stream");
    if (draw() < drops) continue;
    if (held === undefined && draw() < delays) {
      held = message;
      continue;
    }
    yield message;
    if (draw() < repeats) yield message;
    if (held !== undefined) yield held;
    held = undefined;
  }
}

function broken(where: string): ConnectError {
  return new ConnectError(`broken off ${where}, by a test`, Code.Unavailable);
}
