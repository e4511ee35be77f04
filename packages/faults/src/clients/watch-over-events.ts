import { setTimeout as sleep } from "node:timers/promises";
import { EventSource } from "eventsource";
import { fetchWhileHeard } from "./silence.ts";
import type { WatchResult, WatchSession } from "./watch-session.ts";

const NO_CONTENT = 204;
const WAIT = 150;

/**
 * Watches over server-sent events until the watch is over, as a browser does: it connects again by itself, with
 * `Last-Event-ID`. Where an answer makes it give up, another one is opened where the model is.
 *
 * @throws Violation
 */
export async function watchOverEvents(session: WatchSession): Promise<void> {
  while (!session.isOver && !session.signal.aborted) {
    await listen(session);
    if (!session.isOver && !session.signal.aborted) await sleep(WAIT);
  }
}

function listen(session: WatchSession): Promise<void> {
  const { operation, port, signal } = session;
  const parameters = new URLSearchParams({
    query: operation.query,
    variables: JSON.stringify(session.variables()),
  });
  const source = new EventSource(`http://127.0.0.1:${port}/graphql?${parameters.toString()}`, {
    fetch: (input, init) => {
      session.connect();
      return fetchWhileHeard(input, { ...init, headers: headersOf(session, init.headers) });
    },
  });
  return new Promise<void>((resolve, reject) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
    source.addEventListener("next", ({ data }: { readonly data: string }) => {
      try {
        session.take(JSON.parse(data) as WatchResult);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      if (session.isOver) resolve();
    });
    source.addEventListener("error", ({ code }) => {
      // Otherwise it connects again by itself.
      if (source.readyState === source.CLOSED || code === NO_CONTENT) resolve();
    });
  }).finally(() => source.close());
}

function headersOf(session: WatchSession, given: Record<string, string>): Record<string, string> {
  const id = given["Last-Event-ID"];
  if (session.sabotage !== "resume-late" || id?.startsWith("r") !== true) return given;
  return { ...given, "Last-Event-ID": `r${Number(id.slice(1)) + 1}` };
}
