import type { Task } from "./define-task.ts";
import type { Workflow } from "./define-workflow.ts";

/** Gives the task type of a task or a workflow, by which workers that have it find its work: `task/resize`. */
export function taskTypeOf({ kind, name }: Pick<Task | Workflow, "kind" | "name">): string {
  return `${kind}/${name}`;
}
