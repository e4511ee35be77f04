import {
  type ExecutionResult,
  executeSubscriptionEvent,
  type ValidatedSubscriptionArgs,
} from "graphql";
import type { GatewayContext } from "../schema/context.ts";
import { createLoaders } from "../schema/loaders.ts";
import type { Frame } from "../schema/subscriptions/frame.ts";
import type { Finish } from "./finish.ts";
import { selectionVariant } from "./selection-variant.ts";
import type { SharedResults } from "./shared-results.ts";

/**
 * The answers of a subscription: one for each frame, executed when it is asked for, so that nothing piles up where nobody
 * takes it. The cursor of a frame stands in `extensions.cursor`. An error of the source is the last answer.
 *
 * `return` ends the source at once, also while an answer is being waited for: a generator function would wait.
 */
export class ResponseStream implements AsyncGenerator<ExecutionResult, undefined, undefined> {
  readonly #args: ValidatedSubscriptionArgs;
  readonly #frames: AsyncIterator<Frame<unknown>>;
  readonly #abort: AbortController;
  readonly #finish: Finish;
  readonly #shared: SharedResults;
  #done = false;

  constructor(
    args: ValidatedSubscriptionArgs,
    frames: AsyncIterable<Frame<unknown>>,
    abort: AbortController,
    finish: Finish,
    shared: SharedResults,
  ) {
    this.#args = args;
    this.#frames = frames[Symbol.asyncIterator]();
    this.#abort = abort;
    this.#finish = finish;
    this.#shared = shared;
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    if (this.#done) return { done: true, value: undefined };
    try {
      const frame = await this.#frames.next();
      if (frame.done === true || this.#isDone()) return this.#end();
      return { done: false, value: await this.#execute(frame.value) };
    } catch (error) {
      if (this.#isDone()) return this.#end();
      this.#end();
      return { done: false, value: this.#finish.error(error) };
    }
  }

  return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    return Promise.resolve(this.#end());
  }

  throw(error: unknown): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.#end();
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  // A method: the compiler would take the field for unchanged across an await.
  #isDone(): boolean {
    return this.#done;
  }

  #end(): IteratorReturnResult<undefined> {
    this.#done = true;
    this.#abort.abort();
    return { done: true, value: undefined };
  }

  #execute(frame: Frame<unknown>): Promise<ExecutionResult> {
    const { document, operation, rawVariableValues } = this.#args;
    const variant = selectionVariant(document, operation, rawVariableValues);
    const shown = frame.value;
    return typeof shown === "object" && shown !== null
      ? this.#shared.get(shown, document, variant, () => this.#make(frame))
      : this.#make(frame);
  }

  async #make(frame: Frame<unknown>): Promise<ExecutionResult> {
    const context = this.#args.contextValue as GatewayContext;
    const executed = await executeSubscriptionEvent({
      ...this.#args,
      rootValue: frame,
      // What was read for one frame is stale for the next.
      contextValue: { ...context, loaders: createLoaders(context.ledger) },
    });
    const result = this.#finish.result(executed);
    return frame.cursor === undefined
      ? result
      : { ...result, extensions: { ...result.extensions, cursor: frame.cursor } };
  }
}
