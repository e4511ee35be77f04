export { openLedger } from "./open-ledger.ts";
export { tuneGarbageCollection } from "./tune-garbage-collection.ts";
export type { Ledger } from "./ledger.ts";
export type {
  CreateEntityResult,
  Entity,
  EntityName,
  EntityUpdate,
  LedgerEntities,
  ListEntitiesQuery,
  NewEntity,
} from "./entity.ts";
export type { ArchiveOptions, LedgerArchives } from "./ledger-archives.ts";
export type { LedgerReads } from "./ledger-reads.ts";
export type {
  DeleteRunOptions,
  LedgerRetention,
  PrunedRun,
  PrunePage,
  PruneQuery,
} from "./ledger-retention.ts";
export type { LedgerWatches } from "./ledger-watches.ts";
export type { LedgerWrites } from "./ledger-writes.ts";
export type { LedgerOptions } from "./ledger-options.ts";
export { defaultLimits, type LedgerLimits, type LimitName } from "./limits.ts";
export {
  LedgerError,
  type FieldViolation,
  type LedgerErrorDetails,
  type LedgerErrorKind,
  type LimitHit,
} from "./ledger-error.ts";

export type {
  Report,
  ReportDuplicate,
  ReportRefused,
  ReportResult,
  ReportStored,
} from "./report.ts";
export type { AlongWithRun } from "./along-with-run.ts";
export type { CreateRunResult } from "./create-run-result.ts";
export type { DeclareResult } from "./declare-result.ts";
export type { AbortDeliveryResult } from "./abort-delivery-result.ts";
export type { AbortResult } from "./abort-result.ts";
export type { DeleteResult } from "./delete-result.ts";
export type { ImportResult } from "./import-result.ts";
export type { SignalResult } from "./signal-result.ts";
export { surelySound } from "./validate/surely-sound.ts";
export { RECONCILED } from "./write/queue-work.ts";
export type { WorkStep, WorkStepResult } from "./work-step.ts";

export type { Page } from "./page.ts";
export type {
  ErrorGroupsQuery,
  ListActionsQuery,
  ListEventsQuery,
  ListQuarantineQuery,
  ListRunsQuery,
  PendingAbortsQuery,
} from "./list-queries.ts";
export type { RetryAbortResult } from "./retry-abort-result.ts";
export type { PendingAbort } from "./pending-abort.ts";

export type {
  ActionsFilter,
  WatchActionOptions,
  WatchActionsOptions,
  WatchEventsOptions,
  WatchOptions,
  WatchRunsOptions,
  WatchWindowOptions,
  WindowOrder,
  WindowOrderKey,
} from "./watch-options.ts";
export type { RunsFrame } from "./runs-frame.ts";
export type { LedgerStats } from "./ledger-stats.ts";

export type { Clock } from "./clock.ts";
export type { RandomBytes } from "./random.ts";
