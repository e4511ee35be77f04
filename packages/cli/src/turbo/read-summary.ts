import { DocumentError } from "../document/document-error.ts";
import { Field } from "../document/field.ts";
import { parseJson } from "../document/parse-json.ts";
import { maxActionName, readActionName } from "../document/read-action-name.ts";
import { findCycle } from "@runledger/state";
import type { TurboExecution, TurboSummary, TurboTask } from "./summary.ts";

/** The version of the summary's layout that is read: what turbo 2 writes. */
const supportedVersion = "1";

/** The end of the year 9999, which is as far as a protobuf timestamp goes, in milliseconds since 1970. */
const maxTime = 253_402_300_799_999;

/**
 * Reads the summary that `turbo run … --summarize` leaves in `.turbo/runs`.
 *
 * @param file the name to show in errors
 * @throws DocumentError where it isn't JSON, isn't the summary of a run, misses a field or contradicts itself
 */
export function readSummary(file: string, text: string): TurboSummary {
  const top = new Field(parseJson(file, text));
  const refuse = (): never => {
    throw DocumentError.ofProblems(file, text, top.problems);
  };
  if (!isSupported(top)) refuse();
  const execution = top.get("execution");
  const id = top.get("id").string(maxActionName);
  const command = execution.get("command").string(4096);
  const times = readTimes(execution);
  const tasks = readTasks(top.get("tasks"));
  const version = top.get("turboVersion").value;
  if (
    top.problems.length > 0 ||
    id === undefined ||
    command === undefined ||
    times === undefined ||
    tasks === undefined
  ) {
    return refuse();
  }
  return { id, command, turboVersion: typeof version === "string" ? version : "", ...times, tasks };
}

function isSupported(top: Field): boolean {
  const turboVersion = top.get("turboVersion");
  const version = top.get("version");
  if (top.get("schemaVersion").isPresent) {
    turboVersion.problem("this is a workflow trace: call runledger replay");
  } else if (!turboVersion.isPresent) {
    turboVersion.problem(
      "missing; is this a summary of turbo? Write one with: turbo run … --summarize",
    );
  } else if (version.value !== supportedVersion) {
    version.problem(
      `version ${JSON.stringify(version.value)} is not read, only "${supportedVersion}", which turbo 2 writes`,
    );
  } else if (!top.get("execution").get("startTime").isPresent) {
    top
      .get("execution")
      .problem("nothing was executed; was it a dry run? Write a summary without --dry");
  }
  return top.problems.length === 0;
}

function readTasks(field: Field): readonly TurboTask[] | undefined {
  const elements = field.elements();
  if (elements === undefined) return undefined;
  if (elements.length === 0) return field.problem("no tasks; a run needs at least one");
  const ids = new Set<unknown>();
  for (const element of elements) {
    const id = element.get("taskId");
    if (ids.has(id.value)) {
      id.problem(`${JSON.stringify(id.value)} stands twice in this list: keep one`);
    }
    ids.add(id.value);
  }
  const tasks = elements
    .map((element) => readTask(element, ids))
    .filter((task) => task !== undefined);
  const cycle = findCycle(new Map(tasks.map(({ id, dependencies }) => [id, dependencies])));
  if (cycle !== undefined) {
    field.problem(
      `tasks wait for each other: ${cycle.join(" → ")}; take one of these dependencies away`,
    );
  }
  return tasks;
}

function readTask(field: Field, ids: ReadonlySet<unknown>): TurboTask | undefined {
  const id = readActionName(field.get("taskId"));
  const task = field.get("task").string(200);
  if (id === undefined || task === undefined) return undefined;
  const dependencies = field.get("dependencies");
  const command = field.get("command").value;
  const execution = field.get("execution");
  return {
    id,
    task,
    command: typeof command === "string" ? command.slice(0, maxActionName) : "",
    dependencies: known(dependencies, ids),
    cache: readCache(field),
    execution: execution.isPresent ? readExecution(execution) : undefined,
  };
}

/** Reads names of tasks. A summary of a run that failed leaves out what was never started: such names lead nowhere. */
function known(field: Field, ids: ReadonlySet<unknown>): readonly string[] {
  const names = new Set<string>();
  for (const element of field.isPresent ? (field.elements() ?? []) : []) {
    const name = element.string(maxActionName);
    if (name !== undefined && ids.has(name)) names.add(name);
  }
  return [...names];
}

function readCache(field: Field): TurboTask["cache"] {
  if (field.get("resolvedTaskDefinition").get("cache").value === false) return "off";
  return field.get("cache").get("status").value === "HIT" ? "hit" : "miss";
}

function readExecution(field: Field): TurboExecution | undefined {
  const times = readTimes(field);
  const exitCode = field.get("exitCode").number(-(2 ** 31), 2 ** 32);
  if (times === undefined || exitCode === undefined) return undefined;
  const error = field.get("error").value;
  return { ...times, exitCode, error: typeof error === "string" ? error : "" };
}

function readTimes(field: Field): { startedAt: number; endedAt: number } | undefined {
  const startedAt = field.get("startTime").number(0, maxTime);
  const endedAt = field.get("endTime").number(0, maxTime);
  if (startedAt === undefined || endedAt === undefined) return undefined;
  if (endedAt < startedAt) {
    return field.get("endTime").problem(`${endedAt} is before startTime, ${startedAt}`);
  }
  return { startedAt: Math.round(startedAt), endedAt: Math.round(endedAt) };
}
