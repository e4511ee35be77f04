// What is known of an action, and what a report makes of it.
export { emptyRecord } from "./empty-record.ts";
export { type Prior, foldLedgerReport, foldReport } from "./fold.ts";
export type { Duplicate, FoldResult, Folded, Refused } from "./fold-result.ts";
export { legalPhases } from "./legal-phases.ts";
export { refuse } from "./refuse.ts";
export { MAX_CLUSTER_EVENTS } from "./merge/merge-cluster-events.ts";
export { MAX_LOGS } from "./merge/merge-logs.ts";
export { type Rule, type RuleId, rules } from "./rules.ts";
export { type DeclarationResult, foldDeclaration } from "./fold-declaration.ts";
export { LEDGER_PRODUCER, LEDGER_VERSION, isLedgerReport, ledgerReport } from "./ledger-report.ts";
export { ROOT_ACTION } from "./root.ts";
export { findCycle } from "./find-cycle.ts";

// Stopping and resolving actions.
export { type AbortContext, type AbortResult, requestAbort } from "./request-abort.ts";
export { isAbortOpen } from "./is-abort-open.ts";
export { confirmAbort } from "./confirm-abort.ts";
export { type SignalRefusal, type SignalResult, signal } from "./signal.ts";

// Asking about an action.
export { attemptOf, latestAttempt, phaseOf } from "./current.ts";
export { isFinal } from "./is-final.ts";
export { isSettled } from "./is-settled.ts";
export { MAX_ATTEMPTS, attemptLimit, attemptsRemaining, mayRetry } from "./retry.ts";
export { isQueueingBudgetExceeded, queueingBudget, queueingDeadline } from "./queueing.ts";

// Showing it.
export { statusOf } from "./status-of.ts";
export { detailsOf } from "./details-of.ts";
export { toAction } from "./to-action.ts";
export { toEnriched } from "./to-enriched.ts";
export { visibleLogs } from "./visible-logs.ts";
export { attemptError } from "./attempt-error.ts";
export { type ActionError, MAX_GROUP_ACTIONS, groupErrors } from "./group-errors.ts";

// Phases: the lifecycles, the names that Flyte's SDK gives them, and Flyte 1's.
export {
  actionPhaseLifecycle,
  nodePhaseLifecycle,
  taskPhaseLifecycle,
  workflowPhaseLifecycle,
} from "./lifecycles.ts";
export {
  abortedPhase,
  absentPhase,
  awaitingPhase,
  initialPhase,
  outcomeOf,
  recoveredPhase,
  signalledPhase,
} from "./phases.ts";
export { isTerminal } from "./is-terminal.ts";
export {
  type PhaseName,
  fromProtobuf,
  phaseNames,
  toProtobufName,
  toProtobufValue,
} from "./phase-names.ts";
export type { Mapped } from "./mapping/mapped.ts";
export {
  type ExecutionView,
  toNodePhase,
  toTaskPhase,
  toWorkflowPhase,
} from "./mapping/to-flyte1.ts";
export { checkLiterals, type LiteralProblem } from "./flyte1/check-literals.ts";
export { isOfType } from "./flyte1/is-of-type.ts";
export { literalTypeName } from "./flyte1/literal-type-name.ts";
export { type ExecutionConfig, mergeExecutionConfig } from "./flyte1/merge-execution-config.ts";
export { executionView } from "./mapping/execution-view.ts";
export {
  endsLastAttempt,
  type Flyte1Level,
  reportedAs,
  reportedPhase,
} from "./mapping/reported-phase.ts";
export { fromNodePhase, fromTaskPhase, fromWorkflowPhase } from "./mapping/from-flyte1.ts";

// Points in time.
export { compareTimes } from "./times.ts";

// A ledger in memory.
export { History, type HistoryOptions, type KnownAction } from "./history.ts";
export { type FoldedHistory, foldHistory } from "./fold-history.ts";

// What a watcher checks that it has everything with.
export { ActionDigest } from "./digest/action-digest.ts";

// The actions of a run as a tree: counts, filters, what changed.
export {
  ActionTree,
  type ActionTreeOptions,
  type PhaseCounts,
  type PhaseSet,
  type TreeChange,
  type TreeFilter,
  type TreeFilterSpec,
  type TreeItem,
  type TreeOrder,
  type TreeRow,
  type TreeRows,
  type TreeRowsSpec,
} from "./tree/index.ts";
