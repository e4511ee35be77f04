import { decodeBinary } from "../input/decode-binary.ts";
import { decodeJson } from "../input/decode-json.ts";
import type { Format } from "../input/format.ts";
import type { ReportType } from "../input/report-type.ts";
import type { JudgeOptions } from "../stream/judge-options.ts";
import { StreamJudge } from "../stream/judge.ts";
import type { Place } from "../stream/place.ts";
import type { Verdict } from "../stream/verdict.ts";
import { type InputProblem, mostProblems } from "./stream-result.ts";

/** Decodes records and has them judged. What can't be decoded is taken down, and the others still count. */
export class RecordJudge {
  readonly #judge: StreamJudge;
  readonly #sources: readonly string[];
  readonly problems: InputProblem[] = [];
  problemCount = 0;

  constructor(options: JudgeOptions) {
    this.#judge = new StreamJudge(options);
    this.#sources = options.sources;
  }

  take(bytes: Uint8Array, format: Format, place: Place, type?: ReportType): void {
    let entry;
    try {
      entry = format === "delimited" ? decodeBinary(bytes, type) : decodeJson(bytes, type);
    } catch (error) {
      this.#refuse(error, place);
      return;
    }
    this.#judge.take(entry, place);
  }

  finish(isCut: boolean): Verdict {
    return this.#judge.finish(isCut);
  }

  #refuse(error: unknown, { source, byte, line }: Place): void {
    this.problemCount += 1;
    if (this.problems.length >= mostProblems) return;
    const message = error instanceof Error ? error.message : String(error);
    const name = this.#sources[source] ?? "input";
    this.problems.push({ source: name, byte, line, message, isFatal: false });
  }
}
