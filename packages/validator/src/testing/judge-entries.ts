import { decodeJson } from "../input/decode-json.ts";
import type { Entry } from "../input/entry.ts";
import type { JudgeOptions } from "../stream/judge-options.ts";
import { StreamJudge } from "../stream/judge.ts";
import type { Verdict } from "../stream/verdict.ts";
import { now } from "./judge-lines.ts";
import type { Json } from "./rule-example.ts";

/** Records are shared between a history and what mutations make of it, so each is decoded once. */
const entries = new WeakMap<Json, Entry>();

/** Judges records as {@link judgeLines} does, a line each, without the way through a file: for very many histories. */
export function judgeEntries(
  records: readonly Json[],
  options: Partial<JudgeOptions> = {},
): Verdict {
  const judge = new StreamJudge({ sources: ["events.jsonl"], now, ...options });
  for (const [index, record] of records.entries()) {
    judge.take(entryOf(record), { source: 0, byte: index, line: index + 1 });
  }
  return judge.finish();
}

function entryOf(record: Json): Entry {
  const known = entries.get(record);
  if (known !== undefined) return known;
  const entry = decodeJson(new TextEncoder().encode(JSON.stringify(record)));
  entries.set(record, entry);
  return entry;
}
