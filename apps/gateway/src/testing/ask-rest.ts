import { type IncomingMessage, request } from "node:http";

/** What a request was answered with. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly bytes: Buffer;
  /** The bytes as JSON. */
  readonly json: any;
}

/** Asks a server. `path` is sent as it stands: no dots or slashes are tidied up. */
export type AskRest = (
  method: string,
  path: string,
  options?: { readonly headers?: Record<string, string>; readonly body?: string | Uint8Array },
) => Promise<RestAnswer>;

/** Makes what asks the server at an address. */
export function askRest(url: string): AskRest {
  const { hostname, port } = new URL(url);
  return (method, path, { headers = {}, body } = {}) =>
    new Promise<RestAnswer>((resolve, reject) => {
      // Node says how long a body is for some methods only.
      const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
      const all = { ...length, ...headers };
      const asked = request(
        { hostname, port, method, path, headers: all, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => resolve(toAnswer(response, Buffer.concat(chunks))));
        },
      );
      asked.on("error", reject);
      asked.end(body);
    });
}

function toAnswer({ statusCode = 0, headers }: IncomingMessage, bytes: Buffer): RestAnswer {
  const text = bytes.toString();
  const json: unknown =
    /^[[{]/.test(text) && !text.trimEnd().includes("\n") ? JSON.parse(text) : undefined;
  return { status: statusCode, headers, bytes, json };
}
