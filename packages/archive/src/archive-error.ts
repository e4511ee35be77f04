/** Why an archive can't be read, or kept. */
export type ArchiveErrorKind =
  /** It is no archive of a run at all. */
  | "foreign"
  /** A newer version of the program wrote it. */
  | "newer"
  /** Its end is missing: it was cut. */
  | "cut"
  /** It holds other bytes than were written. */
  | "damaged"
  /** Another archive lies where it was to be kept. */
  | "taken";

/** Says what is wrong with an archive, and what to do about it. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
  readonly kind: ArchiveErrorKind;
  /** How many records could be read before. */
  readonly records: number;

  constructor(kind: ArchiveErrorKind, message: string, records = 0, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.records = records;
  }
}
