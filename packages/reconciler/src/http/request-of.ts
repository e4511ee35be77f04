import type { JsonValue } from "@bufbuild/protobuf";
import type { TaskSpec } from "@runledger/proto";

/** Which engine to drive, and how. */
export interface HttpRequest {
  readonly kind: "request";
  /** Where the engine takes work, without a slash at the end. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What the engine gets as the work's input. */
  readonly input: JsonValue;
  /** How often it is asked how far the work is, in milliseconds. */
  readonly pollMs: number;
  /** How long an attempt may take, in milliseconds. */
  readonly timeoutMs: number | undefined;
}

/** What can be wrong with it, in a sentence that names the field and the way out. */
export interface RequestProblem {
  readonly kind: "problem";
  readonly problem: string;
}

const known = ["url", "headers", "input", "pollMs", "timeoutMs"];
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const OWN = new Set(["host", "content-length", "content-type", "transfer-encoding", "connection"]);

/** The least pause between two questions, in milliseconds. */
const SHORTEST_POLL = 100;

/**
 * Reads off a template's `custom` which engine is to do its work: `url`, and optionally `headers`, `input`, `pollMs`, `timeoutMs`.
 *
 * @param origins the engines that may be driven, as in `https://engine.example`; empty: any
 */
export function requestOf(
  spec: TaskSpec,
  origins: readonly string[],
): HttpRequest | RequestProblem {
  const custom: Record<string, JsonValue> = spec.taskTemplate?.custom ?? {};
  const stranger = Object.keys(custom).find((key) => !known.includes(key));
  if (stranger !== undefined)
    return problem(stranger, `isn't known. There are ${known.join(", ")}`);
  const { headers = {}, input = null, pollMs = 1000, timeoutMs, url } = custom;
  const wrongUrl = urlProblem(url, origins);
  const address = typeof url === "string" ? url.replace(/\/+$/, "") : "";
  if (wrongUrl !== undefined) return problem("url", wrongUrl);
  if (!isHeaders(headers)) {
    return problem(
      "headers",
      "must be texts by name, without those that say how a message is sent",
    );
  }
  if (!isMilliseconds(pollMs, SHORTEST_POLL)) {
    return problem(
      "pollMs",
      `is ${JSON.stringify(pollMs)}, and must be a whole number from ${SHORTEST_POLL}`,
    );
  }
  if (timeoutMs !== undefined && !isMilliseconds(timeoutMs, 1)) {
    return problem(
      "timeoutMs",
      `is ${JSON.stringify(timeoutMs)}, and must be a whole number above 0`,
    );
  }
  return {
    kind: "request",
    url: address,
    headers,
    input,
    pollMs,
    timeoutMs,
  };
}

function urlProblem(url: JsonValue | undefined, origins: readonly string[]): string | undefined {
  if (typeof url !== "string" || !URL.canParse(url)) return "must be the address of an engine";
  const { hash, origin, password, protocol, search, username } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return "must begin with http:// or https://";
  if (username + password !== "") return "holds a name or a password. Send them as a header";
  if (search + hash !== "") return "must end with its path, without ? and #";
  if (origins.length > 0 && !origins.includes(origin)) {
    return `is at ${origin}, which this worker doesn't drive. It drives ${origins.join(", ")}`;
  }
  return undefined;
}

function problem(field: string, wrong: string): RequestProblem {
  return { kind: "problem", problem: `task_template.custom.${field}: ${wrong}.` };
}

function isMilliseconds(value: JsonValue, least: number): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least;
}

function isHeaders(value: JsonValue): value is Record<string, string> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(value).every(
      ([name, text]) =>
        TOKEN.test(name) &&
        !OWN.has(name.toLowerCase()) &&
        typeof text === "string" &&
        /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(text),
    )
  );
}
