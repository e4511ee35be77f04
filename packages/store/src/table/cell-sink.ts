/** What a row is put into: one cell after the other, each as it is kept. */
export interface CellSink {
  integer(value: number): void;
  optionalInteger(value: number | null): void;
  boolean(value: boolean): void;
  text(value: string): void;
  /** A value to be kept as JSON. */
  json(value: unknown): void;
  blob(value: Uint8Array): void;
  optionalBlob(value: Uint8Array | null): void;
}
