import { findCycle } from "@runledger/state";
import { checkReferences } from "./check-references.ts";
import { answerTypes, bounds, fields, inputTypes, namePattern } from "./document-schema.ts";
import type {
  CommandTask,
  ConditionTask,
  DocumentInput,
  DocumentProblem,
  DocumentTask,
  WorkflowDocument,
} from "./document.ts";
import { FieldReader } from "./field-reader.ts";
import { isOfType } from "./read-inputs.ts";

/** What became of reading a document. */
export type ReadDocument =
  | { readonly kind: "document"; readonly document: WorkflowDocument }
  | { readonly kind: "problems"; readonly problems: readonly DocumentProblem[] };

const nameForm = new RegExp(namePattern);
const badName =
  "must have 1 to 100 letters, digits, dashes and underscores, a letter or digit first";

/** Reads a workflow document, as JSON or YAML gives it, and finds all that is wrong with it. */
export function readDocument(value: unknown): ReadDocument {
  const reader = new FieldReader();
  const root = reader.fields(value, [], fields.document);
  const name = reader.text(root["name"], ["name"]) ?? "";
  if (!nameForm.test(name)) reader.tell(["name"], `is ${JSON.stringify(name)}, and ${badName}`);
  reader.text(root["description"], ["description"]);
  const inputs = readInputs(reader, root["inputs"]);
  const env = reader.textMap(root["env"], ["env"]);
  const onFailure = reader.word(
    root["onFailure"],
    ["onFailure"],
    ["fail-fast", "run-on"],
    "fail-fast",
  );
  const tasks = readTasks(reader, root["tasks"], env);
  checkNeeds(reader, tasks);
  const document: WorkflowDocument = { name, onFailure, inputs, tasks };
  checkReferences(reader, document, env);
  const { problems } = reader;
  return problems.length > 0 ? { kind: "problems", problems } : { kind: "document", document };
}

function readInputs(reader: FieldReader, value: unknown): Readonly<Record<string, DocumentInput>> {
  const inputs: [string, DocumentInput][] = [];
  for (const [name, each] of Object.entries(
    value === undefined ? {} : reader.fields(value, ["inputs"]),
  )) {
    const path = ["inputs", name];
    if (!nameForm.test(name)) reader.tell(path, badName);
    const input = reader.fields(each, path, fields.input);
    const type = reader.word(input["type"], [...path, "type"], inputTypes, "string");
    const preset = input["default"];
    if (preset !== undefined && !isOfType(type, preset)) {
      reader.tell(
        [...path, "default"],
        `is ${JSON.stringify(preset)}, and must be of the input's type, ${type}`,
      );
    }
    inputs.push([name, { type, default: preset }]);
  }
  return Object.fromEntries(inputs);
}

function readTasks(
  reader: FieldReader,
  value: unknown,
  env: Readonly<Record<string, string>>,
): ReadonlyMap<string, DocumentTask> {
  const given = Object.entries(reader.fields(value, ["tasks"]));
  if (given.length === 0) reader.tell(["tasks"], "has no task, and must have one at least");
  if (given.length > bounds.tasks) {
    reader.tell(["tasks"], `has ${given.length} tasks, and may have ${bounds.tasks}: use map`);
  }
  const tasks = new Map<string, DocumentTask>();
  for (const [name, each] of given) {
    const path = ["tasks", name];
    if (!nameForm.test(name) || name === "a0") {
      reader.tell(path, name === "a0" ? "is the name of the whole run: take another" : badName);
    }
    tasks.set(name, readTask(reader, each, path, env));
  }
  return tasks;
}

function readTask(
  reader: FieldReader,
  value: unknown,
  path: readonly string[],
  env: Readonly<Record<string, string>>,
): DocumentTask {
  const task = reader.fields(value, path, fields.task);
  const kinds = ["command", "run", "condition"].filter((kind) => task[kind] !== undefined);
  if (kinds.length !== 1) {
    const found = kinds.length === 0 ? "none" : kinds.join(" and ");
    reader.tell(path, `must have one of command, run and condition, and has ${found}`);
  }
  const needs = reader.texts(task["needs"], [...path, "needs"]);
  if (task["condition"] !== undefined) {
    for (const field of ["args", "env", "cwd", "retries", "map", "concurrency", "timeout"]) {
      if (task[field] === undefined) continue;
      const where = field === "timeout" ? ": a condition has a timeout of its own" : "";
      reader.tell([...path, field], `means nothing to a condition${where}; leave it out`);
    }
    return readCondition(reader, task["condition"], [...path, "condition"], needs);
  }
  return {
    kind: "command",
    needs,
    command: readCommand(reader, task, path),
    env: { ...env, ...reader.textMap(task["env"], [...path, "env"]) },
    cwd: reader.text(task["cwd"], [...path, "cwd"]),
    retries: reader.integer(task["retries"], [...path, "retries"], {
      min: 0,
      max: bounds.retries,
      otherwise: 0,
    }),
    timeout: reader.duration(task["timeout"], [...path, "timeout"]),
    map: readMap(reader, task["map"], [...path, "map"]),
    concurrency: reader.integer(task["concurrency"], [...path, "concurrency"], {
      min: 1,
      max: bounds.concurrency,
      otherwise: 100,
    }),
  };
}

function readCommand(
  reader: FieldReader,
  { args, command, run }: Readonly<Record<string, unknown>>,
  path: readonly string[],
): readonly string[] {
  const words = reader.texts(args, [...path, "args"]);
  if (run === undefined) {
    const program = reader.text(command, [...path, "command"]) ?? "";
    if (command === "") reader.tell([...path, "command"], "is empty, and must be a program");
    return [program, ...words];
  }
  const script = reader.text(run, [...path, "run"]) ?? "";
  if (script.includes("${{")) {
    reader.tell(
      [...path, "run"],
      "holds a reference, which isn't put into scripts: give it a variable in env",
    );
  }
  return ["sh", "-eu", "-c", script, "run", ...words];
}

function readCondition(
  reader: FieldReader,
  value: unknown,
  path: readonly string[],
  needs: readonly string[],
): ConditionTask {
  const condition = reader.fields(value, path, fields.condition);
  return {
    kind: "condition",
    needs,
    type: reader.word(condition["type"], [...path, "type"], answerTypes, "boolean"),
    prompt: reader.text(condition["prompt"], [...path, "prompt"], 4096) ?? "",
    description: reader.text(condition["description"], [...path, "description"], 2048) ?? "",
    timeout: reader.duration(condition["timeout"], [...path, "timeout"]),
  };
}

function readMap(reader: FieldReader, value: unknown, path: readonly string[]): CommandTask["map"] {
  if (value === undefined || typeof value === "string") return value;
  if (!Array.isArray(value)) {
    return reader.tell(
      path,
      `is ${JSON.stringify(value)}, and must be a list, or a reference to one`,
    );
  }
  if (value.length > bounds.items) {
    reader.tell(path, `has ${value.length} items, and may have ${bounds.items}`);
  }
  return value;
}

function checkNeeds(reader: FieldReader, tasks: ReadonlyMap<string, DocumentTask>): void {
  for (const [name, { needs }] of tasks) {
    for (const [i, need] of needs.entries()) {
      if (tasks.has(need)) continue;
      reader.tell(
        ["tasks", name, "needs", i],
        `is "${need}", and there is no such task; there are ${[...tasks.keys()].slice(0, 20).join(", ")}`,
      );
    }
  }
  const cycle = findCycle(new Map([...tasks].map(([name, { needs }]) => [name, needs])));
  if (cycle === undefined) return;
  reader.tell(
    ["tasks", cycle[0] ?? "", "needs"],
    `goes in a circle: ${cycle.join(" needs ")}; leave one of these out`,
  );
}
