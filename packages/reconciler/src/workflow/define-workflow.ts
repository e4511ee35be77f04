import type { Flow } from "./flow.ts";
import type { StandardSchema } from "./standard-schema.ts";
import { checkName } from "./step-names.ts";
import type { Task } from "./define-task.ts";

/** What a workflow is: a function that composes tasks, and has no effects but through them. */
export interface WorkflowDefinition<Input, Output> {
  /** Names it, and its task type: `workflow/NAME`. Letters, digits, dashes, underscores; at most 100. */
  readonly name: string;
  /** The tasks and workflows that it calls: a worker that takes the workflow does them too. */
  // oxlint-disable-next-line typescript/no-explicit-any -- of any input and output
  readonly uses?: readonly (Task<any, any> | Workflow<any, any>)[];
  /** Checks the input before it runs. */
  readonly input?: StandardSchema<Input>;
  /** Checks what it returns. */
  readonly output?: StandardSchema<Output>;
  /**
   * Composes. After a crash it is called again from its beginning, and what has ended is answered from the ledger: given the same
   * answers in the same order it must ask for the same. What is not so (time, chance, files, the network) goes into a task or
   * into `flow.trace`.
   */
  run(input: Input, flow: Flow): Promise<Output> | Output;
}

/** A workflow that may be run, and called by others. */
export interface Workflow<Input = unknown, Output = unknown> extends WorkflowDefinition<
  Input,
  Output
> {
  readonly kind: "workflow";
}

/**
 * Defines a workflow.
 *
 * @throws TypeError if the name isn't allowed
 */
export function defineWorkflow<Input, Output>(
  definition: WorkflowDefinition<Input, Output>,
): Workflow<Input, Output> {
  checkName("workflow", definition.name);
  return Object.freeze({ ...definition, kind: "workflow" as const });
}
