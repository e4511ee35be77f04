/** Why a blob store could not do what it was asked to. */
export type BlobErrorKind =
  /** The address names no blob store that this program knows, or a setting is out of bounds. */
  | "setting"
  /** A key that may not be one. */
  | "key"
  /** More bytes than may be stored, or than were announced. */
  | "size"
  /** The bytes don't have the MD5 that was announced. */
  | "digest"
  /** The disk is full. */
  | "full"
  /** The store refuses: missing rights, wrong keys. */
  | "denied"
  /** The store can't be reached, or doesn't answer. */
  | "unavailable"
  /** Anything else. */
  | "internal";

/** Says why a blob store could not do what it was asked to, and what to do about it. */
export class BlobError extends Error {
  override readonly name = "BlobError";
  readonly kind: BlobErrorKind;

  constructor(kind: BlobErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
