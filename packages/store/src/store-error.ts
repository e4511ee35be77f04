/** Why a store could not do what it was asked to. */
export type StoreErrorKind =
  /** Another process holds the database. */
  | "busy"
  /** The disk is full. */
  | "full"
  /** The file or its directory can't be written to. */
  | "readonly"
  /** The file is damaged, or is no database. */
  | "damaged"
  /** The database was made by a newer version of the program. */
  | "newer"
  /** The store was closed. */
  | "closed"
  /** The guard in the database refused a change that the lifecycle forbids. */
  | "guard"
  /** The database can't be reached, or doesn't answer. */
  | "unavailable"
  /** Anything else. */
  | "internal";

/** Says why a store could not do what it was asked to, and what to do about it. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
