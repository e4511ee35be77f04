import { InputError } from "../input/input-error.ts";
import { readRecords } from "../input/read-records.ts";
import type { JudgeOptions } from "../stream/judge-options.ts";
import type { Input } from "./input.ts";
import { LocalJudge } from "./local-judge.ts";
import type { RecordSink } from "./record-sink.ts";
import { type InputProblem, type StreamResult, mostProblems } from "./stream-result.ts";
import { ThreadedJudge } from "./threaded-judge.ts";

/** How streams are validated. */
export interface StreamOptions extends Omit<JudgeOptions, "sources"> {
  /** How many threads judge. 1: the caller's own. Default: 1. */
  readonly threads?: number;
  /** Stops early. What was read until then is judged, and what is still open isn't faulted. */
  readonly signal?: AbortSignal;
  /** Is told how many bytes were read so far, after decompression. */
  readonly onProgress?: (bytes: number, source: number) => void;
}

/**
 * Reads streams of reports and judges them, in bounded memory. Reports on one run may be spread over several inputs: they
 * are taken in the order of the inputs.
 *
 * Never throws for what is wrong with the inputs: see `problems` of the result.
 */
export async function validateStreams(
  inputs: readonly Input[],
  { threads = 1, signal, onProgress, ...options }: StreamOptions,
): Promise<StreamResult> {
  const judging: JudgeOptions = { ...options, sources: inputs.map(({ name }) => name) };
  const sink: RecordSink =
    threads > 1 ? new ThreadedJudge(judging, threads) : new LocalJudge(judging);
  const problems: InputProblem[] = [];
  let bytes = 0;
  try {
    for (const [source, input] of inputs.entries()) {
      if (signal?.aborted === true) break;
      const problem = await readInput(input, source, sink, signal, (length) => {
        bytes += length;
        onProgress?.(bytes, source);
      });
      if (problem !== undefined) problems.push(problem);
    }
    // What would have ended may stand where nothing could be read.
    const isCut = signal?.aborted === true || problems.length > 0;
    const judged = await sink.finish(isCut);
    return {
      verdict: judged.verdict,
      problems: [...problems, ...judged.problems].slice(0, mostProblems),
      problemCount: problems.length + judged.problemCount,
      bytes,
    };
  } finally {
    await sink.close();
  }
}

/** Reads one input to its end. @returns why it could not be */
async function readInput(
  input: Input,
  source: number,
  sink: RecordSink,
  signal: AbortSignal | undefined,
  onBytes: (length: number) => void,
): Promise<InputProblem | undefined> {
  let read = 0;
  try {
    await readRecords(input.open(), (format) => sink.open(format, source, input.type), {
      format: input.format,
      signal,
      onChunk: (length) => {
        read += length;
        onBytes(length);
        return sink.ready();
      },
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError) && !isSystemError(error)) throw error;
    const { byte, line } = error instanceof InputError ? error : { byte: read, line: 0 };
    return { source: input.name, byte, line, message: error.message, isFatal: true };
  }
}

function isSystemError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    "syscall" in error
  );
}
