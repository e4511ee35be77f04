import type { FunctionContext } from "../plugins/function-plugin.ts";
import type { StandardSchema } from "./standard-schema.ts";
import { checkName } from "./step-names.ts";

/** What a task is: a function that does one piece of work, with effects, and may be called again after a failure. */
export interface TaskDefinition<Input, Output> {
  /** Names it, and its task type: `task/NAME`. Letters, digits, dashes, underscores; at most 100. */
  readonly name: string;
  /** How often it is tried again after a failure that trying again may cure. Default: 0. At most 999. */
  readonly retries?: number;
  /** How long an attempt may take, in milliseconds. Default: as long as it likes. */
  readonly timeout?: number;
  /** Checks the input before it runs. */
  readonly input?: StandardSchema<Input>;
  /** Checks what it returns. */
  readonly output?: StandardSchema<Output>;
  /** Does the work. Input and output are plain data, as JSON has it. */
  run(input: Input, context: FunctionContext): Promise<Output> | Output;
}

/** A task that workflows may call. */
export interface Task<Input = unknown, Output = unknown> extends TaskDefinition<Input, Output> {
  readonly kind: "task";
}

/**
 * Defines a task of workflows.
 *
 * @throws TypeError if the name or a number isn't allowed
 */
export function defineTask<Input, Output>(
  definition: TaskDefinition<Input, Output>,
): Task<Input, Output> {
  checkName("task", definition.name);
  checkNumbers(definition);
  return Object.freeze({ ...definition, kind: "task" as const });
}

/** The most attempts that an action may be declared with, less the first. */
const MOST_RETRIES = 999;

/**
 * Checks how often something may be tried again and how long it may take.
 *
 * @throws TypeError that names the field, the value and the limit
 */
export function checkNumbers({
  retries = 0,
  timeout,
}: {
  readonly retries?: number;
  readonly timeout?: number;
}): void {
  if (!Number.isInteger(retries) || retries < 0 || retries > MOST_RETRIES) {
    throw new TypeError(
      `retries: ${retries}, and must be a whole number from 0 to ${MOST_RETRIES}.`,
    );
  }
  if (timeout !== undefined && !(Number.isSafeInteger(timeout) && timeout > 0)) {
    throw new TypeError(`timeout: ${timeout}, and must be a whole number of milliseconds above 0.`);
  }
}
