import type { ActionRow, AttemptErrorRow, EventRow, QuarantineRow, RunRow } from "./rows.ts";
import type { ActionRef, ReportRef, RunSeed } from "./store.ts";
import type { Columns } from "./table/columns.ts";

// The columns of every kind of row, in the order in which they stand in statements and tables. A database calls them the
// same in snake case: see `toSqlName`.

export const runColumns: Columns<RunRow> = {
  id: "integer",
  org: "text",
  project: "text",
  domain: "text",
  name: "text",
  revision: "integer",
  actionCount: "integer",
  openCount: "integer",
  declared: "boolean",
  settled: "boolean",
  engine: "text",
  labels: "json",
  spec: "blob",
  source: "integer",
  createdBy: "text",
  createdAt: "integer",
  updatedAt: "integer",
  phase: "integer",
  startedAt: "optional integer",
  endedAt: "optional integer",
  taskName: "text",
  metadata: "blob",
  status: "blob",
};

export const actionColumns: Columns<ActionRow> = {
  runId: "integer",
  number: "integer",
  name: "text",
  parent: "text",
  group: "text",
  type: "integer",
  taskName: "text",
  taskType: "text",
  phase: "integer",
  attempt: "integer",
  maxAttempts: "integer",
  createdAt: "integer",
  startedAt: "optional integer",
  endedAt: "optional integer",
  updatedAt: "integer",
  errorKind: "integer",
  errorCode: "text",
  cacheStatus: "integer",
  abortState: "integer",
  abortDueAt: "optional integer",
  revision: "integer",
  metadata: "blob",
  status: "blob",
  record: "optional blob",
};

export const errorColumns: Columns<AttemptErrorRow> = {
  runId: "integer",
  actionNumber: "integer",
  attempt: "integer",
  kind: "integer",
  code: "text",
  message: "text",
  at: "integer",
};

/** A report as it is kept: the name of its action stands with the action. */
export const eventColumns: Columns<Omit<EventRow, "actionName">> = {
  runId: "integer",
  revision: "integer",
  actionNumber: "integer",
  attempt: "integer",
  phase: "integer",
  version: "integer",
  outcome: "integer",
  producer: "text",
  receivedAt: "integer",
  event: "blob",
};

/** A report as it is listed. */
export const listedEventColumns: Columns<EventRow> = { ...eventColumns, actionName: "text" };

/** A refused report as it is kept: the database numbers them. */
export const quarantineColumns: Columns<Omit<QuarantineRow, "id">> = {
  project: "text",
  domain: "text",
  run: "text",
  action: "text",
  attempt: "integer",
  phase: "integer",
  version: "integer",
  outcome: "integer",
  rule: "text",
  message: "text",
  fromPhase: "integer",
  fromAttempt: "integer",
  legal: "json",
  producer: "text",
  receivedAt: "integer",
  event: "blob",
};

/** A refused report as it is listed. */
export const listedQuarantineColumns: Columns<QuarantineRow> = {
  ...quarantineColumns,
  id: "integer",
};

export const runSeedColumns: Columns<RunSeed> = {
  project: "text",
  domain: "text",
  name: "text",
  org: "text",
  createdAt: "integer",
};

export const actionRefColumns: Columns<ActionRef> = { runId: "integer", name: "text" };

export const reportRefColumns: Columns<ReportRef> = {
  runId: "integer",
  actionNumber: "integer",
  attempt: "integer",
  phase: "integer",
  version: "integer",
};

/** What is stored under a report's key: null where there is none. */
export const storedReportColumns: Columns<{ event: Uint8Array | null }> = {
  event: "optional blob",
};
