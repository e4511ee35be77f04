import type { JudgeOptions } from "../stream/judge-options.ts";
import { LocalJudge } from "../streams/local-judge.ts";
import type { Judged } from "../streams/record-sink.ts";
import type { Json } from "./rule-example.ts";

/** The time of the checks of all tests. */
export const now: number = Date.parse("2026-11-21T12:00:00Z");

/** Judges records as if they stood in a file, a line each. */
export async function judgeLines(
  records: readonly Json[],
  options: Partial<JudgeOptions> = {},
): Promise<Judged> {
  const judge = new LocalJudge({ sources: ["events.jsonl"], now, ...options });
  const take = judge.open("lines", 0);
  let byte = 0;
  for (const [index, record] of records.entries()) {
    const bytes = new TextEncoder().encode(JSON.stringify(record));
    take(bytes, byte, index + 1);
    byte += bytes.length + 1;
  }
  return judge.finish(false);
}
