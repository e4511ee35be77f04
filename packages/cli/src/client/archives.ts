import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { Field } from "../document/field.ts";
import type { RunName } from "../operations/delete-run.ts";
import { readAnswer } from "./graphql-answer.ts";
import type { ClientOptions } from "./gateway-client.ts";
import { GatewayError } from "./gateway-error.ts";
import { unreachable } from "./post.ts";

/** What became of an archive that was sent. */
export interface ImportedArchive {
  readonly kind: "imported" | "exists";
  readonly revision: number | undefined;
  readonly actions: number | undefined;
  readonly reports: number | undefined;
  /** Why it wasn't imported. Empty if it was. */
  readonly message: string;
}

/**
 * Reads the archive of a run from a gateway, piece by piece.
 *
 * @throws GatewayError
 */
export async function* readArchiveOf(
  options: ClientOptions,
  { domain, name, project }: RunName,
  revision: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const path = [project, domain, name].map(encodeURIComponent).join("/");
  const url = addressOf(options, `${path}?revision=${revision}`);
  const response = await ask(options, url, { signal });
  if (!response.ok || response.body === null) {
    await readAnswer(response);
    throw notAGateway(url, response);
  }
  try {
    yield* response.body as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw unreachable(url, error);
  }
}

/**
 * Sends an archive to a gateway, which records the run.
 *
 * @throws GatewayError
 */
export async function sendArchive(
  options: ClientOptions,
  file: string,
  signal: AbortSignal,
): Promise<ImportedArchive> {
  const url = addressOf(options, "");
  // Whoever sends a stream has to say that the answer comes after it: https://fetch.spec.whatwg.org/#requestduplex
  const body = Readable.toWeb(createReadStream(file));
  const response = await ask(options, url, { method: "POST", body, duplex: "half", signal });
  const answer = new Field(await readAnswer(response)).get("importArchive");
  const count = (name: string): number | undefined =>
    answer.get(name).isPresent ? answer.get(name).number(0, Number.MAX_SAFE_INTEGER) : undefined;
  const kind = answer.get("kind").string(100);
  if (kind !== "imported" && kind !== "exists") throw notAGateway(url, response);
  const message = answer.get("message");
  return {
    kind,
    revision: count("revision"),
    actions: count("actions"),
    reports: count("reports"),
    message: message.isPresent ? (message.string(10_000) ?? "") : "",
  };
}

/** Archives lie beside GraphQL. */
function addressOf({ endpoint }: ClientOptions, path: string): string {
  return new URL(`archives/${path}`, endpoint).href;
}

async function ask(
  { token, fetch: send = fetch }: ClientOptions,
  url: string,
  request: RequestInit,
): Promise<Response> {
  const headers = new Headers(token === undefined ? {} : { authorization: `Bearer ${token}` });
  try {
    return await send(url, { ...request, headers });
  } catch (error) {
    throw unreachable(url, error);
  }
}

function notAGateway(url: string, { status }: Response): GatewayError {
  const message = `${url} answers ${status}, and not as a gateway does that knows archives: is it of another version?`;
  return new GatewayError("protocol", message);
}
