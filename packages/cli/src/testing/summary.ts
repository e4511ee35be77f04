import type { CommandProcess } from "./process.ts";

/** What the summary of a replay says, as far as tests ask. */
export interface Summary {
  readonly result: string;
  readonly actions: number;
  readonly reports: number;
  readonly answered: number;
  readonly refused: number;
  readonly refusals: readonly { readonly action: string; readonly reason: string }[];
  readonly outcomes: Readonly<Record<string, number>>;
}

/** Reads the summary that a replay with --json has written. */
export function summaryOf({ stdout }: CommandProcess): Summary {
  return JSON.parse(stdout) as Summary;
}
