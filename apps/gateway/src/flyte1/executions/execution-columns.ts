import type { RunColumn } from "@runledger/store";
import type { TextColumns } from "../lists/text-column.ts";

const own: TextColumns<RunColumn> = {
  project: { column: "project", values: "text" },
  domain: { column: "domain", values: "text" },
  name: { column: "name", values: "text" },
  execution_name: { column: "name", values: "text" },
  user: { column: "createdBy", values: "text" },
  created_at: { column: "createdAt", values: "time" },
  updated_at: { column: "updatedAt", values: "time" },
  started_at: { column: "startedAt", values: "time" },
  execution_created_at: { column: "createdAt", values: "time" },
  execution_updated_at: { column: "updatedAt", values: "time" },
};

const prefixed = ["execution", "workflow_execution"].flatMap((prefix) =>
  Object.entries(own).map(([name, column]) => [`${prefix}.${name}`, column] as const),
);

/** What an execution runs is looked for where the execution is. */
const placed = ["launch_plan", "workflow", "task"].flatMap((prefix) =>
  (["project", "domain"] as const).map(
    (column) => [`${prefix}.${column}`, { column, values: "text" }] as const,
  ),
);

/** The columns of executions, with the prefixes that clients put before them. Phase and state are told apart from them. */
export const executionColumns: TextColumns<RunColumn> = {
  ...own,
  ...Object.fromEntries(prefixed),
  ...Object.fromEntries(placed),
  "launch_plan.name": { column: "triggerName", values: "text" },
  "workflow.name": { column: "taskName", values: "text" },
  "workflow.version": { column: "taskVersion", values: "text" },
  "task.name": { column: "taskName", values: "text" },
  "task.version": { column: "taskVersion", values: "text" },
};
