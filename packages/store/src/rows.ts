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
