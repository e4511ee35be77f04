/** What an engine has answered, or that it hasn't. */
export type HttpAnswer =
  | { readonly kind: "json"; readonly status: number; readonly json: unknown }
  /** It isn't there, takes too long, is overloaded, or answers what can't be read: perhaps not the next time. */
  | { readonly kind: "trouble"; readonly message: string }
  /** It doesn't want to, and won't the next time. */
  | { readonly kind: "refused"; readonly status: number; readonly message: string };

/** The longest answer that is read, in bytes: 4 MiB. */
const LONGEST = 4 * 2 ** 20;
/** How much of a refusal is shown, in characters. */
const SHOWN = 2000;
/** Refusals that may be none the next time: too early, too slow, too much at a time. */
const PASSING = new Set([408, 425, 429]);

/**
 * Asks an engine something. Redirects aren't followed: what a template names is what is asked.
 *
 * @param timeout in milliseconds, for the whole answer
 */
export async function ask(
  method: "PUT" | "GET" | "DELETE",
  url: string,
  {
    body,
    headers,
    timeout,
  }: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly timeout: number;
  },
): Promise<HttpAnswer> {
  let status: number;
  let text: string;
  try {
    const response = await fetch(url, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(timeout),
      headers: {
        accept: "application/json",
        ...headers,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body }),
    });
    status = response.status;
    text = await readText(response);
  } catch (error) {
    return { kind: "trouble", message: `${method} ${url}: ${tellError(error, timeout)}` };
  }
  return judge(`${method} ${url}: ${status}`, status, text);
}

function judge(what: string, status: number, text: string): HttpAnswer {
  const shown = text.trim() === "" ? "" : `\n${text.slice(0, SHOWN)}`;
  if (status >= 500 || PASSING.has(status)) return { kind: "trouble", message: what + shown };
  if (status >= 300 && status < 400) {
    const message = `${what}: redirects aren't followed. Name the engine's own address.`;
    return { kind: "refused", status, message };
  }
  if (status >= 400) return { kind: "refused", status, message: what + shown };
  if (text === "") return { kind: "json", status, json: {} };
  try {
    return { kind: "json", status, json: JSON.parse(text) as unknown };
  } catch {
    return { kind: "trouble", message: `${what}, and the answer isn't JSON:${shown}` };
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > LONGEST) throw new Error(`the answer has more than ${LONGEST} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tellError(error: unknown, timeout: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${timeout} ms`;
  const { cause } = error;
  return cause instanceof Error ? `${error.message} (${cause.message})` : error.message;
}
