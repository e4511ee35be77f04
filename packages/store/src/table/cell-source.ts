/** What a row is read from: one cell after the other. */
export interface CellSource {
  integer(): number;
  optionalInteger(): number | null;
  boolean(): boolean;
  text(): string;
  /** A value kept as JSON. */
  json(): unknown;
  blob(): Uint8Array;
  optionalBlob(): Uint8Array | null;
}

/** How a cell is kept. */
export type CellKind = keyof CellSource;
