import { createHash } from "node:crypto";
import type { PluginResult, PluginState } from "@runledger/state/reconcile";
import { ActionPhase } from "@runledger/proto";
import { ask, type HttpAnswer } from "../http/ask.ts";
import { type HttpRequest, requestOf } from "../http/request-of.ts";
import { resultOf } from "../http/result-of.ts";
import type { Plugin, Work } from "../plugin.ts";
import { failureOf } from "../process/failure-of.ts";
import { workKey } from "../work-key.ts";

/** The task type of work that an engine does which is driven over HTTP. */
export const HTTP = "http";

export interface HttpPluginOptions {
  /** The engines that may be driven, as in `https://engine.example:8443`. Default: any. */
  readonly origins?: readonly string[];
  /** How long one answer may take, in milliseconds. Default: 30,000. */
  readonly requestTimeout?: number;
  /** How many questions in a row may go without an answer before the work is given up as lost. Default: 20, some 8 minutes. */
  readonly patience?: number;
  /** The longest pause between two questions while there is no answer, in milliseconds. Default: 30,000. */
  readonly longestPause?: number;
}

/**
 * Does tasks of type `http`: has an engine do them that speaks three requests, on an address of each attempt's own below the
 * template's `url`. `PUT` starts the work, and may be sent again; `GET` asks how far it is; `DELETE` ends it.
 */
export function httpPlugin(options: HttpPluginOptions = {}): Plugin {
  return new HttpPlugin(options);
}

class HttpPlugin implements Plugin {
  readonly taskTypes = [HTTP];
  readonly #options: Required<HttpPluginOptions>;

  constructor({ longestPause, origins, patience, requestTimeout }: HttpPluginOptions) {
    this.#options = {
      origins: origins ?? [],
      requestTimeout: requestTimeout ?? 30_000,
      patience: patience ?? 20,
      longestPause: longestPause ?? 30_000,
    };
  }

  problemOf(spec: Work["spec"]): string | undefined {
    const request = requestOf(spec, this.#options.origins);
    return request.kind === "problem" ? request.problem : undefined;
  }

  timeoutOf(spec: Work["spec"]): number | undefined {
    const request = requestOf(spec, this.#options.origins);
    return request.kind === "request" ? request.timeoutMs : undefined;
  }

  async handle(work: Work): Promise<PluginResult> {
    const request = this.#request(work);
    const { isStarted, misses } = readState(work.state);
    const answer = isStarted
      ? await this.#ask("GET", request, work)
      : await this.#ask("PUT", request, work, bodyOf(request, work));
    if (answer.kind === "refused") return this.#refused(answer, isStarted);
    const result =
      answer.kind === "json" ? await resultOf(answer.json, work, request.pollMs) : undefined;
    if (result !== undefined) return { ...result, state: stateOf({ isStarted: true, misses: 0 }) };
    const message = answer.kind === "trouble" ? answer.message : unreadable(request, answer.json);
    if (misses + 1 >= this.#options.patience) throw new Error(message);
    return {
      kind: "working",
      phase: isStarted ? ActionPhase.RUNNING : ActionPhase.QUEUED,
      again: Math.min(this.#options.longestPause, request.pollMs * 2 ** misses),
      state: stateOf({ isStarted, misses: misses + 1 }),
    };
  }

  async abort(work: Work): Promise<"ended" | "ending"> {
    const answer = await this.#ask("DELETE", this.#request(work), work);
    if (answer.kind === "json") return answer.status === 202 ? "ending" : "ended";
    // What it doesn't know has ended.
    if (answer.kind === "refused" && (answer.status === 404 || answer.status === 410))
      return "ended";
    throw new Error(answer.message);
  }

  // An engine forgets what has ended when it likes.
  async finalize(): Promise<void> {}

  #refused(
    { message, status }: HttpAnswer & { kind: "refused" },
    isStarted: boolean,
  ): PluginResult {
    return isStarted
      ? failureOf("Lost", "SYSTEM", true, `The engine has lost the work: ${message}`)
      : failureOf(`Http${status}`, "USER", false, `The engine doesn't take the work: ${message}`);
  }

  #request({ spec }: Work): HttpRequest {
    const request = requestOf(spec, this.#options.origins);
    if (request.kind === "problem") throw new Error(request.problem);
    return request;
  }

  #ask(method: "PUT" | "GET" | "DELETE", { headers, url }: HttpRequest, work: Work, body?: string) {
    const timeout = this.#options.requestTimeout;
    return ask(method, `${url}/${idOf(work)}`, { headers, timeout, ...(body && { body }) });
  }
}

interface HttpState {
  readonly isStarted: boolean;
  /** How many questions in a row had no answer. */
  readonly misses: number;
}

const VERSION = 1;

function readState(state: PluginState | undefined): HttpState {
  const [started = 0, misses = 0] = state?.version === VERSION ? state.bytes : [];
  return { isStarted: started === 1, misses };
}

function stateOf({ isStarted, misses }: HttpState): PluginState {
  return { version: VERSION, bytes: Uint8Array.of(isStarted ? 1 : 0, Math.min(misses, 255)) };
}

/** Names the work of an attempt to an engine: 32 hexadecimal digits. */
function idOf(work: Work): string {
  return createHash("sha256").update(workKey(work)).digest("hex").slice(0, 32);
}

function bodyOf({ input }: HttpRequest, { action, attempt, inputUri, name }: Work): string {
  const { domain, name: run, project } = action.run ?? {};
  return JSON.stringify({
    action: { project, domain, run, name: action.name },
    attempt,
    task: name,
    input,
    ...(inputUri !== "" && { inputUri }),
  });
}

function unreadable({ url }: HttpRequest, json: unknown): string {
  return `${url}: the answer has no "phase" that work can be in: ${JSON.stringify(json).slice(0, 2000)}`;
}
