import { resolve } from "node:path";
import type { JsonObject, JsonValue } from "@bufbuild/protobuf";
import { PROCESS } from "../plugins/process-plugin.ts";
import { fanOut } from "../workflow/fan-out.ts";
import type { LiveFlow, StepSpec } from "../workflow/live-flow.ts";
import type { CommandTask, DocumentTask, WorkflowDocument } from "./document.ts";
import { fill, listOf, type Scope } from "./template.ts";

/** What a document is run with. */
export interface DocumentRun {
  readonly document: WorkflowDocument;
  readonly inputs: { readonly [name: string]: JsonValue };
  /** The folder that relative ones start from. Undefined: the attempt's own. */
  readonly folder: string | undefined;
}

/** How a task has ended: with what references find of it, or left out. */
type End = { readonly [kind: string]: JsonValue } | "left-out";

/**
 * Runs the tasks of a document, each once what it needs has ended.
 *
 * @returns the names of the tasks that were left out, since a condition that they need was answered with false
 * @throws ChildError of the first task that fails: at once, or once the others have ended
 */
export async function runDocument(flow: LiveFlow, run: DocumentRun): Promise<JsonObject> {
  const { document } = run;
  const failures: unknown[] = [];
  const ends = new Map<string, Promise<End>>();
  const endOf = (name: string, task: DocumentTask): Promise<End> => {
    const known = ends.get(name);
    if (known !== undefined) return known;
    const end = begin(name, task);
    ends.set(name, end);
    return end;
  };
  const begin = async (name: string, task: DocumentTask): Promise<End> => {
    const needed = await Promise.all(
      task.needs.map(async (need) => {
        const other = document.tasks.get(need);
        return [need, other === undefined ? "left-out" : await endOf(need, other)] as const;
      }),
    );
    const known: [string, Exclude<End, "left-out">][] = [];
    for (const [need, end] of needed) {
      if (end === "left-out" || end["answer"] === false) return "left-out";
      known.push([need, end]);
    }
    try {
      return await doTask(flow, run, { name, task, tasks: Object.fromEntries(known) });
    } catch (error) {
      if (document.onFailure === "fail-fast") throw error;
      failures.push(error);
      return "left-out";
    }
  };
  const all = await Promise.all(
    [...document.tasks].map(async ([name, task]) => [name, await endOf(name, task)] as const),
  );
  if (failures.length > 0) throw failures[0];
  return { leftOut: all.filter(([, end]) => end === "left-out").map(([name]) => name) };
}

interface Doing {
  readonly name: string;
  readonly task: DocumentTask;
  readonly tasks: Scope["tasks"];
}

async function doTask(
  flow: LiveFlow,
  { document, folder, inputs }: DocumentRun,
  { name, task, tasks }: Doing,
): Promise<Exclude<End, "left-out">> {
  if (task.kind === "condition") {
    const { description, prompt, timeout, type } = task;
    const question = { description, prompt, type, ...(timeout !== undefined && { timeout }) };
    return { answer: await flow.ask(name, question) };
  }
  const action = flow.name(name);
  const needed = task.needs.filter((need) => {
    const other = document.tasks.get(need);
    return other?.kind === "condition" || other?.map === undefined;
  });
  const scope = { inputs, tasks };
  const spec = (more: Partial<Scope>): StepSpec =>
    specOf(name, { ...scope, ...more }, { task, folder, dependsOn: needed });
  if (task.map === undefined) return { outputs: await flow.task(action, spec({})) };
  const items = typeof task.map === "string" ? listOf(task.map, scope) : (task.map as JsonValue[]);
  const { concurrency } = task;
  const onFailure = document.onFailure;
  const branch = flow.branch(action, action);
  const outputs = await fanOut(
    items,
    { concurrency, onFailure },
    (item, index) => branch.task(`${action}.${index}`, spec({ item, index })),
    () => flow.abort(action),
  );
  return { outputs };
}

function specOf(
  name: string,
  scope: Scope,
  {
    dependsOn,
    folder,
    task,
  }: { task: CommandTask; folder: string | undefined; dependsOn: readonly string[] },
): StepSpec {
  const { command, cwd, env, retries, timeout } = task;
  const isScript = command[0] === "sh" && command[1] === "-eu";
  const words = command.map((word, i) => (isScript && i < 5 ? word : fill(word, scope)));
  const relative = cwd === undefined ? folder : resolve(folder ?? "", fill(cwd, scope));
  const filled = Object.entries(env).map(([key, value]) => [key, fill(value, scope)]);
  return {
    shortName: name,
    type: PROCESS,
    retries,
    dependsOn,
    custom: {
      command: words,
      env: Object.fromEntries(filled) as JsonObject,
      ...(relative !== undefined && { cwd: relative }),
      ...(timeout !== undefined && { timeoutMs: timeout }),
    },
  };
}
