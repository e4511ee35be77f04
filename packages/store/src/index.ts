export { type StoreOptions, openStore } from "./open-store.ts";
export type {
  ActionRow,
  AttemptErrorRow,
  EventRow,
  QuarantineRow,
  RunRow,
  StoredAction,
} from "./rows.ts";
export type {
  ActionColumn,
  ActionQuery,
  ActionsChangedQuery,
  After,
  Condition,
  ErrorGroupRow,
  EventQuery,
  FeedPage,
  FeedQuery,
  Filter,
  QuarantineQuery,
  RunColumn,
  RunQuery,
  Sort,
} from "./queries.ts";
export type {
  ActionRef,
  Changes,
  ReportRef,
  RunKey,
  RunSeed,
  Store,
  WriteTransaction,
} from "./store.ts";
export { StoreError, type StoreErrorKind } from "./store-error.ts";
