import { create, type JsonObject, type JsonValue } from "@bufbuild/protobuf";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { type ActionDeclaration, ActionDeclarationSchema, SimpleType } from "@runledger/proto";
import { checkNumbers, type Task } from "./define-task.ts";
import { TaskError } from "../task-error.ts";
import type { Workflow } from "./define-workflow.ts";
import { fanOut, fanOutSettled } from "./fan-out.ts";
import type { AnswerTypes, CallOptions, Flow, ManyOptions, Question, Settled } from "./flow.ts";
import { StepNames } from "./step-names.ts";
import type { Steps } from "./steps.ts";
import { taskTypeOf } from "./task-type-of.ts";
import { toFlow } from "./to-flow.ts";
import { toJson } from "./to-json.ts";
import type { Tracer } from "./tracer.ts";

/** What a task is declared with, beyond its name. */
export interface StepSpec {
  readonly shortName: string;
  readonly type: string;
  readonly custom: JsonObject;
  readonly retries: number;
  readonly dependsOn?: readonly string[];
}

type Callee<Input, Output> = Task<Input, Output> | Workflow<Input, Output>;

const simpleTypes: Readonly<Record<keyof AnswerTypes, SimpleType>> = {
  boolean: SimpleType.BOOLEAN,
  integer: SimpleType.INTEGER,
  float: SimpleType.FLOAT,
  string: SimpleType.STRING,
};

/** What all branches of a workflow share. */
export interface FlowContext {
  readonly steps: Steps;
  readonly tracer: Tracer;
  readonly parent: string;
  readonly signal: AbortSignal;
  /** How many workflows stand above it. */
  readonly depth: number;
}

/** Composes the steps of one branch of a workflow. */
export class LiveFlow implements Flow {
  readonly #context: FlowContext;
  readonly #names: StepNames;
  readonly #group: string;

  constructor(context: FlowContext, names: StepNames = StepNames.of(context.parent), group = "") {
    this.#context = context;
    this.#names = names;
    this.#group = group;
  }

  get signal(): AbortSignal {
    return this.#context.signal;
  }

  async call<Input, Output>(
    callee: Callee<Input, Output>,
    input: Input,
    options: CallOptions = {},
  ): Promise<Output> {
    const name = this.#names.next(options.name ?? callee.name);
    return (await this.task(name, specOf(callee, input, options, this.#context.depth))) as Output;
  }

  async map<Input, Output>(
    callee: Callee<Input, Output>,
    inputs: readonly Input[],
    options: CallOptions & ManyOptions = {},
  ): Promise<Output[]> {
    const { branch, path } = this.#mapped(callee, options);
    return fanOut(inputs, options, branch, () => this.abort(path));
  }

  async mapSettled<Input, Output>(
    callee: Callee<Input, Output>,
    inputs: readonly Input[],
    options: CallOptions & Pick<ManyOptions, "concurrency"> = {},
  ): Promise<Settled<Output>[]> {
    return fanOutSettled(inputs, options, this.#mapped(callee, options).branch);
  }

  async each<Item, Output>(
    name: string,
    items: readonly Item[],
    branch: (item: Item, flow: Flow, index: number) => Promise<Output>,
    options: ManyOptions = {},
  ): Promise<Output[]> {
    const path = this.#names.next(name);
    const go = (item: Item, index: number): Promise<Output> =>
      branch(item, toFlow(this.branch(`${path}.${index}`, path)), index);
    return fanOut(items, options, go, () => this.abort(path));
  }

  async group<Output>(name: string, steps: (flow: Flow) => Promise<Output>): Promise<Output> {
    const path = this.#names.next(name);
    return steps(toFlow(this.branch(path, path)));
  }

  async ask<Type extends keyof AnswerTypes>(
    name: string,
    { description = "", prompt = "", timeout, type }: Question<Type>,
  ): Promise<AnswerTypes[Type]> {
    checkNumbers({ ...(timeout !== undefined && { timeout }) });
    const action = this.#names.next(name);
    const condition = {
      name,
      prompt,
      description,
      type: { type: { case: "simple" as const, value: simpleTypes[type] } },
      ...(timeout !== undefined && { timeout: durationFromMs(timeout) }),
    };
    const spec = { case: "condition" as const, value: condition };
    return (await this.#context.steps.ask(this.#declare(action, { spec }))) as AnswerTypes[Type];
  }

  async trace<Output>(name: string, step: () => Promise<Output> | Output): Promise<Output> {
    const action = this.#names.next(name);
    const { steps, tracer } = this.#context;
    const declaration = this.#declare(action, { spec: { case: "trace", value: {} } }, name);
    return (await steps.ask(declaration, () => tracer.trace(declaration, step))) as Output;
  }

  /** Has a task of any type done under a name, and gives its outputs. */
  async task(
    name: string,
    { custom, dependsOn = [], retries, shortName, type }: StepSpec,
  ): Promise<JsonValue> {
    const spec = { case: "task" as const, value: { shortName, taskTemplate: { type, custom } } };
    const metadata = { maxAttempts: retries + 1, dependsOn: [...dependsOn] };
    return (await this.#context.steps.ask(this.#declare(name, { spec, metadata }))) as JsonValue;
  }

  /** Makes a branch below this one. */
  branch(path: string, group: string): LiveFlow {
    return new LiveFlow(this.#context, StepNames.branch(path), group);
  }

  /** Names the next step of this branch. */
  name(label: string): string {
    return this.#names.next(label);
  }

  #mapped<Input, Output>(
    callee: Callee<Input, Output>,
    options: CallOptions,
  ): { path: string; branch: (input: Input, index: number) => Promise<Output> } {
    const path = this.#names.next(options.name ?? callee.name);
    const flow = this.branch(path, path);
    const branch = async (input: Input, index: number): Promise<Output> =>
      (await flow.task(
        `${path}.${index}`,
        specOf(callee, input, options, this.#context.depth),
      )) as Output;
    return { path, branch };
  }

  /** Aborts what is under way in a branch, since another step of it has failed. */
  abort(path: string): Promise<void> {
    return this.#context.steps.abort("Another one of them has failed.", `${path}.`);
  }

  #declare(
    name: string,
    { metadata = {}, spec }: { spec: Init["spec"]; metadata?: NonNullable<Init["metadata"]> },
    traced?: string,
  ): ActionDeclaration {
    const { parent } = this.#context;
    return create(ActionDeclarationSchema, {
      name,
      spec,
      metadata: {
        ...metadata,
        parent,
        group: this.#group.slice(0, LONGEST_GROUP),
        ...(traced !== undefined && { spec: { case: "trace", value: { name: traced } } }),
      },
    } as Init);
  }
}

type Init = NonNullable<Parameters<typeof create<typeof ActionDeclarationSchema>>[1]>;

/** How deep workflows may call each other: each is held open while it waits for the next. */
const DEEPEST = 50;

/** Source: runledger.run.v1.ActionMetadata. */
const LONGEST_GROUP = 255;

function specOf<Input, Output>(
  callee: Callee<Input, Output>,
  input: Input,
  options: CallOptions,
  depth: number,
): StepSpec {
  if (callee.kind === "workflow" && depth >= DEEPEST) {
    const message = `${callee.name}: workflows call each other ${DEEPEST} deep, and may not go deeper. End the recursion, or go through a list with flow.each.`;
    throw new TaskError(message, { code: "TooDeep" });
  }
  const known = callee.kind === "task" ? callee : {};
  const { retries = 0, timeout } = { ...known, ...options };
  checkNumbers({ retries, ...(timeout !== undefined && { timeout }) });
  const custom = {
    input: toJson(input, `input of ${callee.name}`),
    ...(timeout !== undefined && { timeoutMs: timeout }),
    ...(callee.kind === "workflow" && { depth: depth + 1 }),
  };
  return { shortName: callee.name, type: taskTypeOf(callee), custom, retries };
}
