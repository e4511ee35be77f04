import { EventEmitter, on } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { detailsBody } from "./graphql-calls.ts";
import { type BareService, listening } from "./bare-service.ts";

/** A request over GraphQL, as far as it is looked at. */
interface Asked {
  readonly query: string;
  readonly variables: {
    readonly reports?: readonly {
      readonly event: { readonly id: object; readonly phase: string };
    }[];
  };
}

/**
 * Serves what the bench asks over GraphQL, and does nothing: JSON is read, and answers of the same size written. That is what
 * JSON and HTTP cost by themselves.
 *
 * @param url a gateway that has answers to learn from
 */
export async function openBareJson(url: string): Promise<BareService> {
  const headers = { "content-type": "application/json" };
  const learned = await fetch(`${url}/graphql`, { method: "POST", headers, body: detailsBody });
  const details = (await learned.json()) as object;
  const told = new EventEmitter();
  let last: object = frame([]);
  told.on("frame", (next: object) => (last = next));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = JSON.parse(await bodyOf(request)) as Asked;
    if (asked.query.startsWith("subscription")) return follow(told, last, response);
    const { reports } = asked.variables;
    if (reports !== undefined) told.emit("frame", frame(reports));
    const counts = [{ outcome: "MOVED", count: reports?.length }];
    const found = reports === undefined ? details : { data: { reportEvents: { counts } } };
    const text = JSON.stringify(found);
    response.writeHead(200, { ...headers, "content-length": Buffer.byteLength(text) });
    response.end(text);
  };
  return listening(createServer((request, response) => void answer(request, response)));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function frame(reports: NonNullable<Asked["variables"]["reports"]>): object {
  const actions = reports.map(({ event: { id, phase } }) => ({ action: { ...id, phase } }));
  return { data: { runActions: { actions } } };
}

/** Tells frames as server-sent events, until the client has gone. */
async function follow(told: EventEmitter, last: object, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (each: object): void =>
    void response.write(`event: next\ndata: ${JSON.stringify(each)}\n\n`);
  send(last);
  try {
    for await (const [each] of on(told, "frame", { signal: gone.signal }) as AsyncIterable<
      [object]
    >) {
      send(each);
    }
  } catch {
    // The client has gone.
  }
}
