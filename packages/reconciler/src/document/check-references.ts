import type { CommandTask, DocumentProblem, WorkflowDocument } from "./document.ts";
import type { FieldReader } from "./field-reader.ts";
import { type Reference, referencesOf } from "./template.ts";

/** Checks that each reference of a document leads to something that is there when it is needed. */
export function checkReferences(
  reader: FieldReader,
  document: WorkflowDocument,
  common: Readonly<Record<string, string>>,
): void {
  for (const [name, task] of document.tasks) {
    if (task.kind !== "command") continue;
    const check = (text: string, path: DocumentProblem["path"], isMap = false): void => {
      for (const reference of referencesOf(text)) {
        const problem = problemOf(reference, document, task, isMap);
        if (problem !== undefined) reader.tell(path, problem);
      }
    };
    const path = ["tasks", name];
    const [program = "", ...args] = task.command;
    // A script's references are told of where it is read.
    if (program !== "sh" || args[0] !== "-eu") {
      check(program, [...path, "command"]);
      for (const [i, arg] of args.entries()) check(arg, [...path, "args", i]);
    } else for (const [i, arg] of args.slice(4).entries()) check(arg, [...path, "args", i]);
    for (const [key, value] of Object.entries(task.env)) {
      check(value, common[key] === value ? ["env", key] : [...path, "env", key]);
    }
    check(task.cwd ?? "", [...path, "cwd"]);
    if (typeof task.map !== "string") continue;
    if (!/^\$\{\{[^}]*\}\}$/.test(task.map)) {
      reader.tell(
        [...path, "map"],
        `is "${task.map}", and must be a list, or a reference to one, as in \${{ inputs.files }}`,
      );
    }
    check(task.map, [...path, "map"], true);
  }
}

function problemOf(
  reference: Reference | string,
  { inputs, tasks }: WorkflowDocument,
  { map, needs }: CommandTask,
  isMap: boolean,
): string | undefined {
  const [root = "", name = "", kind = ""] = typeof reference === "string" ? [] : reference;
  const shown = `\${{ ${typeof reference === "string" ? reference : reference.join(".")} }}`;
  switch (root) {
    case "inputs":
      if (Object.hasOwn(inputs, name)) return undefined;
      return `${shown}: there is no input "${name}"; there are ${Object.keys(inputs).join(", ") || "none"}`;
    case "tasks": {
      if (!needs.includes(name))
        return `${shown}: "${name}" isn't among the needs of this task; add it there`;
      const expected = tasks.get(name)?.kind === "condition" ? "answer" : "outputs";
      return kind === expected ? undefined : `${shown}: write tasks.${name}.${expected}`;
    }
    case "item":
    case "index":
      if (map !== undefined && !isMap) return undefined;
      return `${shown}: only what is done for each item of a map has one`;
    default:
      return `${shown}: isn't a reference; write inputs.NAME, tasks.NAME.outputs, item or index, with dots for what is within`;
  }
}
