import { ArchiveCheck } from "./archive-check.ts";
import { decompress } from "./decompress.ts";
import { detectFormat } from "./detect-format.ts";
import type { Format } from "./format.ts";
import { InputError } from "./input-error.ts";
import type { Emit, Splitter } from "./splitter.ts";
import { splitterOf } from "./splitter-of.ts";

/** How input is read. */
export interface ReadOptions {
  /** Undefined: found out. */
  readonly format?: Format | undefined;
  /** Stops reading. */
  readonly signal?: AbortSignal | undefined;
  /** Is waited for after each chunk: for whoever takes the records to catch up, and to show how far it has come. */
  readonly onChunk?: ((bytes: number) => Promise<void> | void) | undefined;
}

/** Takes the format, once it is known. */
export type OnFormat = (format: Format) => Emit;

/**
 * Reads records from bytes: decompresses, finds the format out, cuts.
 *
 * @param open is told the format before the first record, and gives what takes the records
 * @throws InputError where the input can't be read further; what came before has been given then
 */
export async function readRecords(
  chunks: AsyncIterable<Uint8Array>,
  open: OnFormat,
  { format, signal, onChunk }: ReadOptions = {},
): Promise<void> {
  let splitter: Splitter | undefined;
  let emit: Emit | undefined;
  const archive = new ArchiveCheck();
  for await (const chunk of decompress(chunks)) {
    if (chunk.length === 0) continue;
    if (splitter === undefined || emit === undefined) {
      const found = format ?? detectFormat(chunk);
      splitter = splitterOf(found);
      const take = open(found);
      emit =
        found === "delimited"
          ? (bytes, byte, line) => {
              archive.take(bytes, byte);
              take(bytes, byte, line);
            }
          : take;
    }
    splitter.push(chunk, emit);
    await onChunk?.(chunk.length);
    if (signal?.aborted === true) return;
  }
  if (splitter === undefined || emit === undefined) throw new InputError("the input is empty.", 0);
  splitter.end(emit);
  archive.finish();
}
