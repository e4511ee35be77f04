import type { AnswerTypes, OnFailure } from "../workflow/flow.ts";

/** The types of inputs. */
export type InputType = "string" | "integer" | "number" | "boolean" | "list";

/** An input of a workflow. */
export interface DocumentInput {
  readonly type: InputType;
  /** Undefined: whoever runs it must give one. */
  readonly default: unknown;
}

/** What every task of a workflow has. */
interface AnyTask {
  /** The names of the tasks that it waits for. */
  readonly needs: readonly string[];
}

/** A command. */
export interface CommandTask extends AnyTask {
  readonly kind: "command";
  /** The program and its arguments, which may hold references. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string | undefined;
  readonly retries: number;
  /** In milliseconds. */
  readonly timeout: number | undefined;
  /** What it is done for each of: a list, or a reference to one. Undefined: it is done once. */
  readonly map: readonly unknown[] | string | undefined;
  /** How many of the map are under way at a time. */
  readonly concurrency: number;
}

/** A question to a person. */
export interface ConditionTask extends AnyTask {
  readonly kind: "condition";
  readonly type: keyof AnswerTypes;
  readonly prompt: string;
  readonly description: string;
  readonly timeout: number | undefined;
}

/** A task of a workflow. */
export type DocumentTask = CommandTask | ConditionTask;

/** A workflow that is a document: commands, and who waits for whom. */
export interface WorkflowDocument {
  readonly name: string;
  readonly onFailure: OnFailure;
  readonly inputs: Readonly<Record<string, DocumentInput>>;
  readonly tasks: ReadonlyMap<string, DocumentTask>;
}

/** One thing that is wrong with a document. */
export interface DocumentProblem {
  /** Leads to the field: names, and numbers from 0. */
  readonly path: readonly (string | number)[];
  /** What is wrong, with the value, and the way out. */
  readonly message: string;
}
