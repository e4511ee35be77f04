/** Takes one record. The bytes are only good until it returns. @param line from 1; 0 where the input has no lines */
export type Emit = (bytes: Uint8Array, byte: number, line: number) => void;

/** Cuts a stream of bytes into records, whatever the chunks that it comes in. */
export interface Splitter {
  /** @throws InputError where the stream can't be read further */
  push(chunk: Uint8Array, emit: Emit): void;
  /** Takes what is left at the end of the stream. @throws InputError where that is no whole record */
  end(emit: Emit): void;
}

/** How long one record may be, in bytes: more than any report that keeps to its limits. */
export const longestRecord: number = 16 * 1024 * 1024;
