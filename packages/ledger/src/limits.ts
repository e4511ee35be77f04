/** What one ledger takes on at a time. Each limit has an error that names it (`LedgerError.limit`). */
export interface LedgerLimits {
  /** Reports in one call of `record`. */
  readonly reportsPerBatch: number;
  /** Actions in one call of `declareActions`. */
  readonly actionsPerBatch: number;
  /** Bytes of one report or declaration, as protobuf. */
  readonly bytesPerReport: number;
  /** Reports and declarations that wait to be written. Above it, callers are told to come again. */
  readonly queuedReports: number;
  /** Bytes of reports and declarations that wait to be written. Above it, callers are told to come again. */
  readonly queuedBytes: number;
  /** Items on one page of a list. */
  readonly pageSize: number;
  /** Actions or reports in one frame of a watch. */
  readonly frameSize: number;
  /** Rows in a window. */
  readonly windowRows: number;
  /** Actions expanded in a window. */
  readonly expandedActions: number;
  /** Watches open at a time. */
  readonly openWatches: number;
  /** Bytes of views of runs kept in memory while nobody watches them, about. */
  readonly idleViewBytes: number;
  /** Views of runs filled from the database at a time. Others wait. */
  readonly hydrations: number;
  /** Actions kept decoded in memory, so that the next report on them needs not be preceded by a read. */
  readonly cachedActions: number;
}

/** Names a limit. */
export type LimitName = keyof LedgerLimits;

/** The limits of a ledger that was told no others. */
export const defaultLimits: LedgerLimits = {
  reportsPerBatch: 10_000,
  actionsPerBatch: 10_000,
  bytesPerReport: 1_048_576,
  queuedReports: 100_000,
  queuedBytes: 67_108_864,
  pageSize: 1000,
  frameSize: 500,
  windowRows: 1000,
  expandedActions: 10_000,
  openWatches: 10_000,
  idleViewBytes: 268_435_456,
  hydrations: 4,
  cachedActions: 10_000,
};
