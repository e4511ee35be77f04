import type { Field } from "../document/field.ts";

/** What a task did. */
export interface Execution {
  /** In whole milliseconds. */
  readonly runtime: number;
  /** What it ran, in one line. Empty: nobody has said. */
  readonly program: string;
  /** Where it ran. Empty: nobody has said. */
  readonly machine: string;
  /** Where it stands. */
  readonly field: Field;
}

/** How much of a program is kept: some traces hold a whole shell script there. */
const maxProgram = 200;

/**
 * Reads `workflow.execution.tasks`.
 *
 * @param maxSeconds the longest runtime that is taken
 * @returns by id, in the order of the document; undefined where it is no list
 */
export function readExecutions(
  field: Field,
  maxSeconds: number,
): ReadonlyMap<string, Execution> | undefined {
  const elements = field.elements();
  if (elements === undefined) return undefined;
  const executions = new Map<string, Execution>();
  for (const element of elements) {
    const id = element.get("id").string(255);
    const seconds = element.get("runtimeInSeconds").number(0, maxSeconds);
    if (id === undefined) continue;
    if (executions.has(id)) {
      element.get("id").problem(`${JSON.stringify(id)} stands twice in this list: keep one`);
      continue;
    }
    const program = element.get("command").get("program").value;
    const machines = element.get("machines").value;
    const machine: unknown = Array.isArray(machines) ? machines[0] : undefined;
    executions.set(id, {
      // Without a runtime there is a problem to report, but not another one, that the task isn't there.
      runtime: Math.round((seconds ?? 0) * 1000),
      program: typeof program === "string" ? firstLine(program) : "",
      machine: typeof machine === "string" ? machine.slice(0, 255) : "",
      field: element,
    });
  }
  return executions;
}

function firstLine(text: string): string {
  return (/\S.*/.exec(text)?.[0] ?? "").replace(/\s*\\$/, "").slice(0, maxProgram);
}
