import type {
  ActionRow,
  AttemptErrorRow,
  ClaimedWork,
  EntityRow,
  EventRow,
  QuarantineRow,
  RunRow,
  WorkRow,
} from "./rows.ts";
import type {
  ActionRef,
  EntityKey,
  HeldWork,
  ReportRef,
  RunKey,
  RunSeed,
  WorkLease,
  WorkRef,
} from "./store.ts";
import { type RowShape, rowShape } from "./table/row-shape.ts";

// The shape of every kind of row. Those that every report writes say themselves how they are put. A database calls the columns the same in snake case: see `toSqlName`.

export const runShape: RowShape<RunRow> = rowShape((cells) => ({
  id: cells.integer(),
  org: cells.text(),
  project: cells.text(),
  domain: cells.text(),
  name: cells.text(),
  revision: cells.integer(),
  actionCount: cells.integer(),
  openCount: cells.integer(),
  declared: cells.boolean(),
  settled: cells.boolean(),
  engine: cells.text(),
  labels: cells.json() as RunRow["labels"],
  spec: cells.blob(),
  source: cells.integer(),
  createdBy: cells.text(),
  createdAt: cells.integer(),
  updatedAt: cells.integer(),
  phase: cells.integer(),
  startedAt: cells.optionalInteger(),
  endedAt: cells.optionalInteger(),
  taskName: cells.text(),
  taskVersion: cells.text(),
  triggerName: cells.text(),
  metadata: cells.blob(),
  status: cells.blob(),
}));

export const actionShape: RowShape<ActionRow> = rowShape(
  (cells) => ({
    runId: cells.integer(),
    number: cells.integer(),
    name: cells.text(),
    parent: cells.text(),
    group: cells.text(),
    type: cells.integer(),
    taskName: cells.text(),
    taskType: cells.text(),
    phase: cells.integer(),
    attempt: cells.integer(),
    maxAttempts: cells.integer(),
    createdAt: cells.integer(),
    startedAt: cells.optionalInteger(),
    endedAt: cells.optionalInteger(),
    updatedAt: cells.integer(),
    errorKind: cells.integer(),
    errorCode: cells.text(),
    cacheStatus: cells.integer(),
    abortState: cells.integer(),
    abortDueAt: cells.optionalInteger(),
    revision: cells.integer(),
    metadata: cells.blob(),
    status: cells.blob(),
    record: cells.optionalBlob(),
  }),
  (action, cells) => {
    cells.integer(action.runId);
    cells.integer(action.number);
    cells.text(action.name);
    cells.text(action.parent);
    cells.text(action.group);
    cells.integer(action.type);
    cells.text(action.taskName);
    cells.text(action.taskType);
    cells.integer(action.phase);
    cells.integer(action.attempt);
    cells.integer(action.maxAttempts);
    cells.integer(action.createdAt);
    cells.optionalInteger(action.startedAt);
    cells.optionalInteger(action.endedAt);
    cells.integer(action.updatedAt);
    cells.integer(action.errorKind);
    cells.text(action.errorCode);
    cells.integer(action.cacheStatus);
    cells.integer(action.abortState);
    cells.optionalInteger(action.abortDueAt);
    cells.integer(action.revision);
    cells.blob(action.metadata);
    cells.blob(action.status);
    cells.optionalBlob(action.record);
  },
);

export const errorShape: RowShape<AttemptErrorRow> = rowShape((cells) => ({
  runId: cells.integer(),
  actionNumber: cells.integer(),
  attempt: cells.integer(),
  kind: cells.integer(),
  code: cells.text(),
  message: cells.text(),
  at: cells.integer(),
}));

export const workShape: RowShape<WorkRow> = rowShape((cells) => ({
  runId: cells.integer(),
  actionNumber: cells.integer(),
  project: cells.text(),
  taskType: cells.text(),
  dueAt: cells.optionalInteger(),
  deadlineAt: cells.integer(),
  owner: cells.text(),
  leasedUntil: cells.integer(),
  fence: cells.integer(),
  record: cells.blob(),
}));

/** Work that a worker has got, with its action. */
export const claimedWorkShape: RowShape<ClaimedWork> = rowShape((cells) => ({
  ...workShape.read(cells),
  org: cells.text(),
  domain: cells.text(),
  run: cells.text(),
  action: cells.text(),
  runPhase: cells.integer(),
  actionRevision: cells.integer(),
  actionMetadata: cells.blob(),
  actionRecord: cells.blob(),
}));

export const workRefShape: RowShape<WorkRef> = rowShape((cells) => ({
  runId: cells.integer(),
  actionNumber: cells.integer(),
}));

export const workLeaseShape: RowShape<WorkLease> = rowShape((cells) => ({
  ...workRefShape.read(cells),
  fence: cells.integer(),
}));

/** What is told of a lease that was renewed. */
export const heldWorkShape: RowShape<HeldWork> = rowShape((cells) => ({
  ...workRefShape.read(cells),
  dueAt: cells.optionalInteger(),
}));

/** A report as it is kept: the name of its action stands with the action. */
export const eventShape: RowShape<Omit<EventRow, "actionName">> = rowShape(
  (cells) => ({
    runId: cells.integer(),
    revision: cells.integer(),
    actionNumber: cells.integer(),
    attempt: cells.integer(),
    phase: cells.integer(),
    version: cells.integer(),
    outcome: cells.integer(),
    producer: cells.text(),
    receivedAt: cells.integer(),
    event: cells.blob(),
  }),
  (event, cells) => {
    cells.integer(event.runId);
    cells.integer(event.revision);
    cells.integer(event.actionNumber);
    cells.integer(event.attempt);
    cells.integer(event.phase);
    cells.integer(event.version);
    cells.integer(event.outcome);
    cells.text(event.producer);
    cells.integer(event.receivedAt);
    cells.blob(event.event);
  },
);

/** A report as it is listed. */
export const listedEventShape: RowShape<EventRow> = rowShape((cells) => ({
  ...eventShape.read(cells),
  actionName: cells.text(),
}));

/** A refused report as it is kept: the database numbers them. */
export const quarantineShape: RowShape<Omit<QuarantineRow, "id">> = rowShape((cells) => ({
  project: cells.text(),
  domain: cells.text(),
  run: cells.text(),
  action: cells.text(),
  attempt: cells.integer(),
  phase: cells.integer(),
  version: cells.integer(),
  outcome: cells.integer(),
  rule: cells.text(),
  message: cells.text(),
  fromPhase: cells.integer(),
  fromAttempt: cells.integer(),
  legal: cells.json() as QuarantineRow["legal"],
  producer: cells.text(),
  receivedAt: cells.integer(),
  event: cells.blob(),
}));

/** A refused report as it is listed. */
export const listedQuarantineShape: RowShape<QuarantineRow> = rowShape((cells) => ({
  ...quarantineShape.read(cells),
  id: cells.integer(),
}));

export const runKeyShape: RowShape<RunKey> = rowShape((cells) => ({
  project: cells.text(),
  domain: cells.text(),
  name: cells.text(),
}));

/** The key, then what a run is created with. */
export const runSeedShape: RowShape<RunSeed> = rowShape((cells) => ({
  ...runKeyShape.read(cells),
  org: cells.text(),
  createdAt: cells.integer(),
}));

export const actionRefShape: RowShape<ActionRef> = rowShape((cells) => ({
  runId: cells.integer(),
  name: cells.text(),
}));

export const reportRefShape: RowShape<ReportRef> = rowShape((cells) => ({
  runId: cells.integer(),
  actionNumber: cells.integer(),
  attempt: cells.integer(),
  phase: cells.integer(),
  version: cells.integer(),
}));

/** What is stored under a report's key: null where there is none. */
export const storedReportShape: RowShape<{ event: Uint8Array | null }> = rowShape((cells) => ({
  event: cells.optionalBlob(),
}));

export const entityKeyShape: RowShape<EntityKey> = rowShape((cells) => ({
  kind: cells.text(),
  project: cells.text(),
  domain: cells.text(),
  name: cells.text(),
  version: cells.text(),
}));

/** What was registered, as it is kept: the database numbers it. */
export const entityShape: RowShape<Omit<EntityRow, "id">> = rowShape((cells) => ({
  ...entityKeyShape.read(cells),
  title: cells.text(),
  state: cells.integer(),
  createdBy: cells.text(),
  createdAt: cells.integer(),
  updatedAt: cells.integer(),
  body: cells.blob(),
}));

/** What was registered, as it is listed. */
export const listedEntityShape: RowShape<EntityRow> = rowShape((cells) => ({
  ...entityShape.read(cells),
  id: cells.integer(),
}));
