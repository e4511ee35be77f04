/** Says why input can't be read, and where. */
export class InputError extends Error {
  override readonly name = "InputError";
  /** The offset of the byte, after decompression. */
  readonly byte: number;
  /** The line, from 1; 0 where the input has no lines. */
  readonly line: number;

  constructor(message: string, byte: number, line = 0, options?: ErrorOptions) {
    super(message, options);
    this.byte = byte;
    this.line = line;
  }
}
