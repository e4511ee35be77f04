import type { ActionDeclaration } from "@runledger/proto";
import { TaskError } from "../task-error.ts";

/** How much of a step's input an error shows, in characters. */
const SHOWN = 300;

/** What a workflow fails with that asks for something else than it did before, given the same answers. */
export class NondeterminismError extends TaskError {
  /** Makes one of what was asked for before, and of what it did instead. */
  static of(expected: string, came: string): NondeterminismError {
    return new NondeterminismError(
      `The workflow isn't deterministic: it was run again with the same answers, expected was ${expected}, and ${came} came. ` +
        "Put what may differ (time, chance, files, the network) into a task or flow.trace, name steps of concurrent branches with " +
        "flow.each or flow.group, and give a changed workflow another name.",
      { code: "Nondeterministic" },
    );
  }

  /** Describes a step: its name, what it is, and its input. */
  static describe({ name, spec }: Pick<ActionDeclaration, "name" | "spec">): string {
    if (spec.case === "trace") return `${name} (a trace)`;
    if (spec.case === "condition") return `${name} (a condition)`;
    if (spec.case !== "task") return name;
    const { custom = {}, type = "" } = spec.value.taskTemplate ?? {};
    const text = JSON.stringify(custom);
    const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
    return `${name} (${type} ${shown})`;
  }
}
