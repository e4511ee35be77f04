import { DocumentError } from "../document/document-error.ts";
import { Field } from "../document/field.ts";
import { parseJson } from "../document/parse-json.ts";
import { findCycle } from "@runledger/state";
import { parseTime } from "./parse-time.ts";
import { readExecutions } from "./read-executions.ts";
import { readSpecifications } from "./read-specifications.ts";
import { taskKind } from "./task-kind.ts";
import type { Trace, TraceTask } from "./trace.ts";

/** The version of WfFormat that is read. Versions before it lay their tasks out otherwise. */
const supportedVersion = "1.5";

/** The longest time that the schedule reckons with: some thirty years, in seconds. */
const maxSeconds = 1e9;

/**
 * Reads a WfFormat 1.5 document: https://github.com/wfcommons/WfFormat.
 *
 * @param file the name to show in errors
 * @throws DocumentError where it isn't JSON, has another version, misses a field, names a task that isn't there, or
 *   has tasks that wait for each other: with line, field, value and what to do
 */
export function readTrace(file: string, text: string): Trace {
  const top = new Field(parseJson(file, text));
  const refuse = (): never => {
    throw DocumentError.ofProblems(file, text, top.problems);
  };
  // Of another version nothing else would be found where it is looked for, so that is the one thing to say.
  if (!isSupported(top)) refuse();
  const name = top.get("name").string(255);
  const workflow = top.get("workflow");
  const execution = workflow.get("execution");
  const tasks = readTasks(workflow.get("specification").get("tasks"), execution.get("tasks"));
  const makespan = execution.get("makespanInSeconds");
  const seconds = makespan.isPresent ? makespan.number(0, maxSeconds) : undefined;
  if (top.problems.length > 0 || name === undefined || tasks === undefined) return refuse();
  return {
    name,
    runtimeSystem: optionalText(top.get("runtimeSystem").get("name")),
    startedAt: timeOf(execution.get("executedAt")) ?? timeOf(top.get("createdAt")),
    makespan: seconds === undefined ? undefined : Math.round(seconds * 1000),
    tasks,
  };
}

function isSupported(top: Field): boolean {
  const version = top.get("schemaVersion");
  if (top.get("turboVersion").isPresent) {
    version.problem("this is a summary of turbo: call runledger import turbo-summary");
  } else if (!version.isPresent) {
    version.problem(
      `missing; is this a WfFormat document? Version ${supportedVersion} says so here`,
    );
  } else if (version.value !== supportedVersion) {
    version.problem(
      `version ${JSON.stringify(version.value)} is not read, only "${supportedVersion}": github.com/wfcommons/WfInstances has its traces in that`,
    );
  }
  return top.problems.length === 0;
}

/** Joins what tasks were to do with what they did. Undefined where something is wrong. */
function readTasks(specification: Field, execution: Field): readonly TraceTask[] | undefined {
  const specifications = readSpecifications(specification);
  const executions = readExecutions(execution, maxSeconds);
  if (specifications === undefined || executions === undefined) return undefined;
  const tasks: TraceTask[] = [];
  for (const { id, name, parents, field } of specifications.values()) {
    const executed = executions.get(id);
    if (executed === undefined) {
      field.problem(
        `task ${JSON.stringify(id)} was specified, but workflow.execution.tasks has none of this id: add it, with its runtime`,
      );
    } else {
      const { runtime, program, machine } = executed;
      tasks.push({
        id,
        name,
        kind: taskKind(name),
        program,
        parents: [...parents],
        runtime,
        machine,
      });
    }
  }
  for (const [id, { field }] of executions) {
    if (!specifications.has(id)) {
      field.problem(
        `task ${JSON.stringify(id)} was executed, but workflow.specification.tasks has none of this id: add it, with its parents`,
      );
    }
  }
  const cycle = findCycle(new Map(tasks.map(({ id, parents }) => [id, parents])));
  if (cycle !== undefined) {
    specification.problem(
      `tasks wait for each other: ${cycle.join(" → ")}; take one of these parents away`,
    );
  }
  return tasks;
}

function optionalText(field: Field): string {
  return typeof field.value === "string" ? field.value : "";
}

function timeOf(field: Field): number | undefined {
  return typeof field.value === "string" ? parseTime(field.value) : undefined;
}
