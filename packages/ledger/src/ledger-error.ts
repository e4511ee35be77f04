import type { LimitName } from "./limits.ts";

/** Why the ledger could not do what it was asked to, and what to do about it. */
export type LedgerErrorKind =
  /** An argument is malformed. Mend the field that the message names. */
  | "invalid"
  /** A limit was hit. Ask for less at a time, or raise the limit that `limit` names. */
  | "limit"
  /** Too much waits to be written, or is watched. Come again after `retryAfter` milliseconds. */
  | "overloaded"
  /** No such run or action. Declare or report it first, or ask the watch to wait for it. */
  | "notFound"
  /** The run was deleted; there may be another one of its name. Forget what is known of it, and start without a revision. */
  | "deleted"
  /** The revision or cursor was never handed out for this run. Start without one. */
  | "unknownRevision"
  /** The ledger was closed. Open another one. */
  | "closed"
  /** The database is busy or can't be reached. Nothing was lost; come again after `retryAfter` milliseconds. */
  | "unavailable"
  /** The disk is full, read-only or damaged. Somebody has to look; `cause` is the StoreError. */
  | "storage"
  /** A mistake in the ledger itself. Please report it with its `cause`. */
  | "internal";

/** A field that is malformed. */
export interface FieldViolation {
  /** The path of the field, as in `event.id.run.name`. Empty: the argument as a whole. */
  readonly field: string;
  /** What is wrong with it, which limit it breaks and what would be right. */
  readonly message: string;
}

/** A limit that was hit. */
export interface LimitHit {
  readonly name: LimitName;
  /** What the limit is set to. */
  readonly limit: number;
  /** What was asked for. */
  readonly actual: number;
}

/** What a LedgerError tells beside its kind and its message. */
export interface LedgerErrorDetails {
  readonly violations?: readonly FieldViolation[];
  readonly limit?: LimitHit;
  /** Milliseconds after which to come again. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** Says why the ledger could not do what it was asked to: what is broken, never what a rule refuses. */
export class LedgerError extends Error {
  override readonly name = "LedgerError";
  readonly kind: LedgerErrorKind;
  /** The malformed fields. Empty unless the kind is `invalid`. */
  readonly violations: readonly FieldViolation[];
  /** The limit that was hit. Undefined unless the kind is `limit` or `overloaded`. */
  readonly limit: LimitHit | undefined;
  /** Milliseconds after which to come again. Undefined: coming again doesn't help by itself. */
  readonly retryAfter: number | undefined;

  constructor(kind: LedgerErrorKind, message: string, details: LedgerErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.violations = details.violations ?? [];
    this.limit = details.limit;
    this.retryAfter = details.retryAfter;
  }
}
