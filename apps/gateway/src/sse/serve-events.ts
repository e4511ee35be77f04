import type { ExecutionResult } from "graphql";
import { errorCodes, type ErrorCode } from "../errors/error-code.ts";
import type { Prepared } from "../graphql/graphql-server.ts";
import { ResponseStream } from "../graphql/response-stream.ts";
import { endedId } from "./ended-id.ts";
import type { EventStream } from "./event-stream.ts";
import { cursorOf, eventText, resultEvent } from "./event-text.ts";

/**
 * Carries out an operation and sends what it comes to as server-sent events, by the GraphQL over server-sent events
 * protocol in its distinct connections mode: `next` with a result each, then `complete`. A frame that can be resumed from
 * has its cursor as its id. The id of `complete` says that the stream is over for good, unless the last result says to come
 * again: then the id before it stays, and a browser that connects again resumes there.
 */
export async function serveEvents(
  stream: EventStream,
  operation: Prepared,
  signal: AbortSignal,
): Promise<void> {
  const outcome = operation.kind === "ready" ? await operation.run() : operation.result;
  let lastId: string | undefined;
  let last: ExecutionResult | undefined;
  const send = (result: ExecutionResult): Promise<void> => {
    lastId = cursorOf(result) ?? lastId;
    last = result;
    return stream.send(resultEvent(result));
  };
  if (outcome instanceof ResponseStream) {
    const stop = (): void => void outcome.return();
    signal.addEventListener("abort", stop, { once: true });
    // The client may have gone before there was anything to stop.
    if (signal.aborted) stop();
    for await (const result of outcome) await send(result);
    signal.removeEventListener("abort", stop);
  } else {
    await send(outcome);
  }
  const endId = last && comesAgain(last) ? undefined : endedId(lastId);
  await stream.send(eventText("complete", "", endId));
  stream.end();
}

/** Tells whether an error of a result asks to come again. */
function comesAgain({ errors }: ExecutionResult): boolean {
  return (errors ?? []).some(
    ({ extensions }) => errorCodes[extensions["code"] as ErrorCode]?.status === 503,
  );
}
