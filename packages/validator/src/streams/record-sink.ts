import type { Format } from "../input/format.ts";
import type { ReportType } from "../input/report-type.ts";
import type { Emit } from "../input/splitter.ts";
import type { Verdict } from "../stream/verdict.ts";
import type { InputProblem } from "./stream-result.ts";

/** What the judges found. */
export interface Judged {
  readonly verdict: Verdict;
  readonly problems: readonly InputProblem[];
  readonly problemCount: number;
}

/** Takes records to be judged. */
export interface RecordSink {
  /** Begins an input. @returns what takes its records */
  open(format: Format, source: number, type?: ReportType): Emit;
  /** Is waited for before more is read; undefined where more can be taken at once. */
  ready(): Promise<void> | undefined;
  /** Judges what is left, and sums up. @param isCut whether the inputs were not read to their end */
  finish(isCut: boolean): Promise<Judged>;
  /** Lets go of what is held, finished or not. */
  close(): Promise<void>;
}
