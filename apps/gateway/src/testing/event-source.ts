import { EventSource } from "eventsource";
import { onTestFinished } from "vitest";

/** What an EventSource has been sent. */
export interface Heard {
  readonly type: string;
  readonly id: string;
  readonly data: any;
}

/** A browser's EventSource, as Node's programs have it, with its events to be taken one by one. */
export interface OpenEventSource {
  readonly source: EventSource;
  /** Takes the next event, and waits for it. */
  next(): Promise<Heard>;
  /** Resolves when it has given up. */
  readonly failed: Promise<{ readonly code: number | undefined }>;
}

/** Opens an EventSource on a subscription. `headers` go with each of its requests. */
export function openEventSource(
  url: string,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): OpenEventSource {
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  const source = new EventSource(`${url}/graphql?${parameters.toString()}`, {
    fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...headers } }),
  });
  onTestFinished(() => source.close());
  const heard: Heard[] = [];
  let wake: () => void = () => undefined;
  for (const type of ["next", "complete"]) {
    source.addEventListener(
      type,
      ({ data, lastEventId }: { readonly data: string; readonly lastEventId: string }) => {
        heard.push({ type, id: lastEventId, data: data === "" ? undefined : JSON.parse(data) });
        wake();
      },
    );
  }
  const failed = new Promise<{ readonly code: number | undefined }>((resolve) => {
    source.addEventListener("error", (event) => {
      if (source.readyState === source.CLOSED) resolve({ code: event.code });
    });
  });
  return {
    source,
    failed,
    next: async () => {
      for (;;) {
        const event = heard.shift();
        if (event !== undefined) return event;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
