import type {
  ProjectIdentifier,
  Run,
  RunIdentifier,
  TaskIdentifier,
  TriggerName,
} from "@runledger/proto";
import type { TaskName } from "@runledger/proto/flyteidl2/task";
import type { Filter, RunColumn } from "@runledger/store";

/** Whose runs are asked for. */
export type RunScope =
  | { readonly case: "org"; readonly value: string }
  | { readonly case: "projectId"; readonly value: ProjectIdentifier }
  | { readonly case: "triggerName"; readonly value: TriggerName }
  | { readonly case: "taskName"; readonly value: TaskName }
  | { readonly case: "taskId"; readonly value: TaskIdentifier }
  | { readonly case: undefined; readonly value?: undefined };

type Columns = readonly (readonly [column: RunColumn, value: string])[];

/** Says what has to hold of the runs of a scope. An organisation is everybody: names don't have one. */
export function scopeFilter(scope: RunScope): Filter<RunColumn> {
  return columnsOf(scope).flatMap(([column, value]) =>
    value === "" ? [] : [{ column, condition: { kind: "in", values: [value] } }],
  );
}

/** Tells whether a run that has just changed is of the scope. */
export function isInScope(run: Run, scope: RunScope): boolean {
  const { id, metadata } = run.action ?? {};
  const task = metadata?.spec.case === "task" ? metadata.spec.value.id : undefined;
  const values: Partial<Record<RunColumn, string | undefined>> = {
    project: id?.run?.project,
    domain: id?.run?.domain,
    taskName: task?.name,
    taskVersion: task?.version,
    triggerName: metadata?.triggerId?.name?.name || metadata?.triggerName,
  };
  return columnsOf(scope).every(([column, value]) => value === "" || values[column] === value);
}

/** Tells whether a run is of the scope, as far as its name says so. */
export function isOfProject({ domain, project }: RunIdentifier, scope: RunScope): boolean {
  const values: Partial<Record<RunColumn, string>> = { project, domain };
  return columnsOf(scope).every(
    ([column, value]) => value === "" || (values[column] ?? value) === value,
  );
}

function columnsOf(scope: RunScope): Columns {
  switch (scope.case) {
    case undefined:
    case "org":
      return [];
    case "projectId":
      return ofNames(scope.value.name, scope.value.domain);
    case "triggerName":
      return [...ofProject(scope.value), ["triggerName", scope.value.name]];
    case "taskName":
      return [...ofProject(scope.value), ["taskName", scope.value.name]];
    case "taskId": {
      const { name, version } = scope.value;
      return [...ofProject(scope.value), ["taskName", name], ["taskVersion", version]];
    }
  }
}

function ofProject(named: { readonly project: string; readonly domain: string }): Columns {
  return ofNames(named.project, named.domain);
}

function ofNames(name: string, domain: string): Columns {
  return [
    ["project", name],
    ["domain", domain],
  ];
}
