import type { Format } from "../input/format.ts";
import type { ReportType } from "../input/report-type.ts";
import type { Emit } from "../input/splitter.ts";
import type { JudgeOptions } from "../stream/judge-options.ts";
import { mergeJudged } from "./merge-judged.ts";
import { RecordJudge } from "./record-judge.ts";
import type { Judged, RecordSink } from "./record-sink.ts";

/** Judges records in the caller's own thread. */
export class LocalJudge implements RecordSink {
  readonly #judge: RecordJudge;
  readonly #options: JudgeOptions;

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#judge = new RecordJudge(options);
  }

  open(format: Format, source: number, type?: ReportType): Emit {
    return (bytes, byte, line) => this.#judge.take(bytes, format, { source, byte, line }, type);
  }

  ready(): undefined {
    return undefined;
  }

  finish(isCut: boolean): Promise<Judged> {
    const verdict = this.#judge.finish(isCut);
    const { problems, problemCount } = this.#judge;
    return Promise.resolve(mergeJudged([{ verdict, problems, problemCount }], this.#options));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
