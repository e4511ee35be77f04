import type { Verdict } from "../stream/verdict.ts";

/** Input that could not be read: a record, or all from there on. */
export interface InputProblem {
  readonly source: string;
  /** The offset of the first byte of what could not be read, after decompression. */
  readonly byte: number;
  /** The line, from 1; 0 where the input has no lines. */
  readonly line: number;
  readonly message: string;
  /** Whether the rest of the input was not read. */
  readonly isFatal: boolean;
}

/** What was found out about streams. */
export interface StreamResult {
  readonly verdict: Verdict;
  /** The first hundred. */
  readonly problems: readonly InputProblem[];
  /** How many there are. */
  readonly problemCount: number;
  /** How many bytes were read, after decompression. */
  readonly bytes: number;
}

/** How many problems are kept whole. */
export const mostProblems = 100;
