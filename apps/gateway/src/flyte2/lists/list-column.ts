import type { DescEnum } from "@bufbuild/protobuf";
import { ActionPhaseSchema } from "@runledger/proto/core/v1";
import { ActionTypeSchema, RunSourceSchema } from "@runledger/proto/run/v1";
import type { ActionColumn, RunColumn } from "@runledger/store";

/** A column that lists can be filtered and sorted by, and how its values are written. */
export interface ListColumn<Column extends string> {
  readonly column: Column;
  /** The enum that its values are of, by number or by name; or what else they are. */
  readonly values: DescEnum | "text" | "number" | "time";
}

/** Columns by the names that clients use. Flyte's own server has other names for some of them: both are taken. */
export type ListColumns<Column extends string> = Readonly<Record<string, ListColumn<Column>>>;

const phase = { column: "phase", values: ActionPhaseSchema } as const;
const times = {
  created_at: { column: "createdAt", values: "time" },
  updated_at: { column: "updatedAt", values: "time" },
  started_at: { column: "startedAt", values: "time" },
  start_time: { column: "startedAt", values: "time" },
  ended_at: { column: "endedAt", values: "time" },
  end_time: { column: "endedAt", values: "time" },
} as const;

/** The columns of runs. */
export const runColumns: ListColumns<RunColumn> = {
  project: { column: "project", values: "text" },
  domain: { column: "domain", values: "text" },
  name: { column: "name", values: "text" },
  run_name: { column: "name", values: "text" },
  phase,
  task_name: { column: "taskName", values: "text" },
  task_version: { column: "taskVersion", values: "text" },
  trigger_name: { column: "triggerName", values: "text" },
  created_by: { column: "createdBy", values: "text" },
  created_by_subject: { column: "createdBy", values: "text" },
  run_source: { column: "source", values: RunSourceSchema },
  source: { column: "source", values: RunSourceSchema },
  ...times,
};

/** The columns of the actions of a run. */
export const actionColumns: ListColumns<ActionColumn> = {
  name: { column: "name", values: "text" },
  parent_name: { column: "parent", values: "text" },
  parent: { column: "parent", values: "text" },
  group: { column: "group", values: "text" },
  action_group: { column: "group", values: "text" },
  action_type: { column: "type", values: ActionTypeSchema },
  task_name: { column: "taskName", values: "text" },
  function_name: { column: "taskName", values: "text" },
  task_type: { column: "taskType", values: "text" },
  phase,
  attempts: { column: "attempt", values: "number" },
  ...times,
};
