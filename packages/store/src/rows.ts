/**
 * Rows as every store gives and takes them. Times are whole microseconds since 1970 and serve sorting and filtering; the
 * exact ones stand in the messages. Messages are the protocol's own, as bytes.
 *
 * The bytes that a store gives may be views on those of the whole page that they came in, and keep them in memory: who
 * keeps a few rows of many pages for long copies the bytes (`slice()`) or keeps what was decoded from them.
 */

/** One run. */
export interface RunRow {
  /** The store's own number of the run. Never reused. */
  readonly id: number;
  readonly org: string;
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  /** How many changes the run has had. 0: none yet. */
  readonly revision: number;
  /** How many actions it has: the next action's number is one above. */
  readonly actionCount: number;
  /** How many of its actions are in a phase that is not terminal. */
  readonly openCount: number;
  /** Whether it was declared, or is known from reports alone. */
  readonly declared: boolean;
  /** Whether its root has ended and everything below has settled. */
  readonly settled: boolean;
  /** The engine that owns the work. Empty: nobody's. */
  readonly engine: string;
  readonly labels: Readonly<Record<string, string>>;
  /** A RunSpec. */
  readonly spec: Uint8Array;
  /** Where the run comes from: a RunSource. */
  readonly source: number;
  /** Who created it: the subject. Empty: nobody said. */
  readonly createdBy: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The root action's phase, and so on: kept here, so that a list of runs needs no join. */
  readonly phase: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly taskName: string;
  readonly taskVersion: string;
  /** The trigger that started the run. Empty: none did. */
  readonly triggerName: string;
  /** The root action's ActionMetadata and ActionStatus. */
  readonly metadata: Uint8Array;
  readonly status: Uint8Array;
}

/** One action, as lists and watches need it. */
export interface ActionRow {
  readonly runId: number;
  /** The action's number in the run, from 1, in the order in which the ledger heard of them. */
  readonly number: number;
  readonly name: string;
  /** The name of the action above. Empty for the root. */
  readonly parent: string;
  readonly group: string;
  /** An ActionType. */
  readonly type: number;
  readonly taskName: string;
  readonly taskType: string;
  readonly phase: number;
  /** The number of the latest attempt, from 1. */
  readonly attempt: number;
  /** How many attempts it may have. 0: nobody has said. */
  readonly maxAttempts: number;
  /** When it was queued, or when the ledger heard of it. */
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly updatedAt: number;
  /** The error of the latest attempt, if it ended with one: an ErrorKind and its code. */
  readonly errorKind: number;
  readonly errorCode: string;
  /** A CatalogCacheStatus. */
  readonly cacheStatus: number;
  /** An AbortState. */
  readonly abortState: number;
  /** When the abort is to be delivered next. Null: not to be. */
  readonly abortDueAt: number | null;
  /** The run's revision at which it last changed. */
  readonly revision: number;
  /** An ActionMetadata. */
  readonly metadata: Uint8Array;
  /** An ActionStatus, without its revision. */
  readonly status: Uint8Array;
  /** An ActionRecord. Null where a list left it out; when writing it is always there. */
  readonly record: Uint8Array | null;
}

/** One action with its record. */
export interface StoredAction extends ActionRow {
  readonly record: Uint8Array;
}

/** The error that one attempt ended with. */
export interface AttemptErrorRow {
  readonly runId: number;
  readonly actionNumber: number;
  readonly attempt: number;
  /** An ErrorKind. */
  readonly kind: number;
  readonly code: string;
  readonly message: string;
  readonly at: number;
}

/** What a reconciler has to do for one action. It is there from the declaration of the action until nothing is left to do. */
export interface WorkRow {
  readonly runId: number;
  readonly actionNumber: number;
  /** The run's project and the action's task type: what concurrency is limited by. */
  readonly project: string;
  readonly taskType: string;
  /** When it is to be looked at next. Null: when the ledger has news of it. */
  readonly dueAt: number | null;
  /** What is due is done in this order: by when it should start. */
  readonly deadlineAt: number;
  /** The worker that has it. Empty: none. */
  readonly owner: string;
  /** Until when that worker has it for sure. 0: no worker. */
  readonly leasedUntil: number;
  /** How often it was leased. A worker that names an older number has lost it. */
  readonly fence: number;
  /** A WorkRecord. */
  readonly record: Uint8Array;
}

/** Work that a worker has got, with the names of what it is for, and the action as it was then. */
export interface ClaimedWork extends WorkRow {
  readonly org: string;
  readonly domain: string;
  readonly run: string;
  readonly action: string;
  /** The phase of the run's root. */
  readonly runPhase: number;
  readonly actionRevision: number;
  /** An ActionMetadata. */
  readonly actionMetadata: Uint8Array;
  /** An ActionRecord. */
  readonly actionRecord: Uint8Array;
}

/** One stored report. */
export interface EventRow {
  readonly runId: number;
  readonly revision: number;
  readonly actionNumber: number;
  readonly actionName: string;
  readonly attempt: number;
  readonly phase: number;
  readonly version: number;
  /** A ReportOutcome. */
  readonly outcome: number;
  readonly producer: string;
  readonly receivedAt: number;
  /** An ActionEvent without its id, which the other columns hold. */
  readonly event: Uint8Array;
}

/** One refused report. */
export interface QuarantineRow {
  readonly id: number;
  readonly project: string;
  readonly domain: string;
  readonly run: string;
  readonly action: string;
  readonly attempt: number;
  readonly phase: number;
  readonly version: number;
  /** A ReportOutcome. */
  readonly outcome: number;
  readonly rule: string;
  readonly message: string;
  readonly fromPhase: number;
  readonly fromAttempt: number;
  readonly legal: readonly number[];
  readonly producer: string;
  readonly receivedAt: number;
  /** The ActionEvent as it came. */
  readonly event: Uint8Array;
}

/** What was registered under a name: a project, a version of a task. What it is, is for the ledger to say. */
export interface EntityRow {
  readonly id: number;
  /** What sort of thing: "project", "task". */
  readonly kind: string;
  readonly project: string;
  /** Empty where the thing has none, as a project hasn't. */
  readonly domain: string;
  readonly name: string;
  /** Empty where the thing has none. */
  readonly version: string;
  /** What people call it. */
  readonly title: string;
  /** What its sort of thing counts its states by. */
  readonly state: number;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Its message. Empty for a project that is known by its runs only. */
  readonly body: Uint8Array;
}

/** What is left of a run that was deleted. */
export interface DeletedRun {
  /** The number that the run had. */
  readonly id: number;
  readonly org: string;
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  /** One above its last revision: the deletion counts. Another run of this name goes on from here. */
  readonly revision: number;
  /** When it was deleted, by the database's clock, in microseconds since 1970. */
  readonly deletedAt: number;
}
