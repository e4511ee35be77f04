import type { Task } from "./define-task.ts";
import type { Workflow } from "./define-workflow.ts";

/** How to call a task or a workflow. */
export interface CallOptions {
  /** Names the step. Default: the task's name; the second time in a branch `NAME-2`. */
  readonly name?: string;
  /** How often to try again. Default: what the task says. */
  readonly retries?: number;
  /** How long an attempt may take, in milliseconds. Default: what the task says. */
  readonly timeout?: number;
}

/** What a failure does to the others: they are aborted, or run on. Either way the whole fails. */
export type OnFailure = "fail-fast" | "run-on";

/** How to go about many at once. */
export interface ManyOptions {
  /** How many are under way at a time. Default: 1000. At most 10,000. */
  readonly concurrency?: number;
  /** Default: "fail-fast". */
  readonly onFailure?: OnFailure;
}

/** How one of many has ended. */
export type Settled<Output> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly error: Error };

/** The values that a person may be asked for, by what the types are called. */
export interface AnswerTypes {
  readonly boolean: boolean;
  readonly integer: number;
  readonly float: number;
  readonly string: string;
}

/** What to ask a person. */
export interface Question<Type extends keyof AnswerTypes> {
  readonly type: Type;
  /** The question. At most 4096 characters. */
  readonly prompt?: string;
  /** More about it. At most 2048 characters. */
  readonly description?: string;
  /** How long to wait for an answer, in milliseconds. Default: for ever. */
  readonly timeout?: number;
}

/** What a workflow composes with. Each call is an action of the run, and may be awaited or not. */
export interface Flow {
  /** Aborts when the workflow is to end. */
  readonly signal: AbortSignal;
  /**
   * Has a task or a workflow done, and gives what it returns.
   *
   * @throws ChildError if it fails for good
   */
  call<Input, Output>(
    callee: Task<Input, Output> | Workflow<Input, Output>,
    input: Input,
    options?: CallOptions,
  ): Promise<Output>;
  /**
   * Has it done for each input, and gives what they return in the order of the inputs.
   *
   * @throws ChildError of the first that fails, once the others have ended
   */
  map<Input, Output>(
    callee: Task<Input, Output> | Workflow<Input, Output>,
    inputs: readonly Input[],
    options?: CallOptions & ManyOptions,
  ): Promise<Output[]>;
  /** Has it done for each input, and tells of each how it ended. */
  mapSettled<Input, Output>(
    callee: Task<Input, Output> | Workflow<Input, Output>,
    inputs: readonly Input[],
    options?: CallOptions & Pick<ManyOptions, "concurrency">,
  ): Promise<Settled<Output>[]>;
  /** Goes through a branch for each item; steps of a branch are named below it, whatever the others do. */
  each<Item, Output>(
    name: string,
    items: readonly Item[],
    branch: (item: Item, flow: Flow, index: number) => Promise<Output>,
    options?: ManyOptions,
  ): Promise<Output[]>;
  /** Shows some steps together, and names them below it. */
  group<Output>(name: string, steps: (flow: Flow) => Promise<Output>): Promise<Output>;
  /**
   * Asks a person: the action is PAUSED until somebody signals it.
   *
   * @throws ChildError if nobody does in time
   */
  ask<Type extends keyof AnswerTypes>(
    name: string,
    question: Question<Type>,
  ): Promise<AnswerTypes[Type]>;
  /** Does something small here and now, and keeps what it returned: a time, a random number, a list of files. */
  trace<Output>(name: string, step: () => Promise<Output> | Output): Promise<Output>;
}
