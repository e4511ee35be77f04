import type { GatewayClient } from "../client/gateway-client.ts";
import { type ActionVariables, getCondition } from "../operations/get-condition.ts";
import { answer, wanted } from "./answer.ts";
import { type Keyboard, readLine } from "./line-reader.ts";

type Action = ActionVariables["action"];

/** What questions are asked through. */
export interface QuestionsOptions {
  readonly client: GatewayClient;
  readonly run: Action["run"];
  /** Where a person answers. Undefined: nobody does, and how to is told instead. */
  readonly input: Keyboard | undefined;
  /** Writes lines that stay. */
  readonly print: (text: string) => void;
  /** Shows the line that is being written. Empty: none is. */
  readonly prompt: (line: string) => void;
  /** Hears that the person wants no more. */
  readonly interrupt: () => void;
  /** Flags of `runledger signal` that lead to the gateway. */
  readonly flags: readonly string[];
  readonly signal: AbortSignal;
}

/** Asks a person what a run asks: one question at a time, each until it is answered, here or elsewhere. */
export class Questions {
  readonly #options: QuestionsOptions;
  readonly #told = new Set<string>();
  readonly #open = new Map<string, AbortController>();
  #asking: Promise<void> | undefined;

  constructor(options: QuestionsOptions) {
    this.#options = options;
  }

  /** Takes up a question. The same again is none. */
  add(action: string): void {
    if (this.#told.has(action)) return;
    this.#told.add(action);
    this.#open.set(action, new AbortController());
    this.#asking ??= this.#askAll().finally(() => (this.#asking = undefined));
  }

  /** Drops a question: it has been answered elsewhere, or isn't asked any more. */
  drop(action: string): void {
    this.#open.get(action)?.abort();
    this.#open.delete(action);
  }

  /** Drops all of them, and resolves when the keyboard is let go of. */
  async end(): Promise<void> {
    for (const action of this.#open.keys()) this.drop(action);
    await this.#asking;
  }

  async #askAll(): Promise<void> {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const [name, { signal }] = next;
      const either = AbortSignal.any([signal, this.#options.signal]);
      try {
        await this.#ask(name, either);
      } catch (error) {
        if (!either.aborted) this.#options.print(`${name} can't be answered: ${String(error)}`);
      }
      this.#open.delete(name);
    }
  }

  #next(): [string, AbortController] | undefined {
    const [next] = this.#open;
    return next;
  }

  async #ask(name: string, signal: AbortSignal): Promise<void> {
    const { client, input, interrupt, print, prompt, run } = this.#options;
    const action = { run, name };
    const { prompt: question, type } = await client.request(getCondition, { action });
    if (signal.aborted) return;
    const want = wanted[type] ?? "value";
    if (input === undefined) {
      print(`${name} asks: ${question}\n  answer with: ${this.#command(name, want)}`);
      return;
    }
    print(`${name} asks: ${question}`);
    const onChange = (line: string): void => prompt(`${name} (${want})> ${line}`);
    while (!signal.aborted) {
      onChange("");
      const text = await readLine(input, { onChange, onInterrupt: interrupt, signal });
      prompt("");
      if (text === undefined) return;
      if (text === "") continue;
      const answered = await answer(client, action, text);
      if (answered.kind === "answered") return print(`${name} is answered: ${text}`);
      print(answered.message);
      if (answered.kind === "refused") return;
    }
  }

  #command(action: string, want: string): string {
    const { flags, run } = this.#options;
    const scope = [
      ...(run.project === "default" ? [] : [`--project ${run.project}`]),
      ...(run.domain === "development" ? [] : [`--domain ${run.domain}`]),
    ];
    return ["runledger signal", run.name, action, `<${want}>`, ...scope, ...flags].join(" ");
  }
}
