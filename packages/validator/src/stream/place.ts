/** Where in the input something stands. */
export interface Place {
  /** The number of the input, from 0. */
  readonly source: number;
  /** The offset of its first byte, after decompression. */
  readonly byte: number;
  /** The line, from 1; 0 where the input has no lines. */
  readonly line: number;
}
