/** Why a store could not do what it was asked to. */
export type StoreErrorKind =
  /** The address names no store that this program knows, or a setting is out of bounds. */
  | "setting"
  /** Another process holds the database. */
  | "busy"
  /** The disk is full, or the database has reached the size that it may have. */
  | "full"
  /** The file or its directory can't be written to. */
  | "readonly"
  /** The file is damaged, or is no database. */
  | "damaged"
  /** The file is a database of another program. */
  | "foreign"
  /** The database was made by a newer version of the program. */
  | "newer"
  /** The store was closed. */
  | "closed"
  /** The guard in the database refused a change that the lifecycle forbids. */
  | "guard"
  /** A cursor that this store has not handed out. */
  | "cursor"
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
