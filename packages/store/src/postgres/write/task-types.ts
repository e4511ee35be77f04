import type { TaskTypesNotice } from "../../store.ts";
import { encodeTexts } from "../encode-array.ts";
import type { Ask } from "../lookups.ts";
import { prepare } from "../statement.ts";
import { toText } from "../to-text.ts";

// In one order, so that two workers don't wait for each other.
const note = prepare(`
INSERT INTO runledger.task_type (name, seen_at) SELECT DISTINCT name, $2::bigint FROM unnest($1::text[]) AS name ORDER BY name
ON CONFLICT (name) DO UPDATE SET seen_at = greatest(task_type.seen_at, excluded.seen_at)`);
const forget = prepare("DELETE FROM runledger.task_type WHERE seen_at < $1");
const list = prepare("SELECT name FROM runledger.task_type ORDER BY name");

/** Notes the task types that a worker takes, and lists those that any takes. */
export async function noteTaskTypes(
  ask: Ask,
  { now, since, taskTypes }: TaskTypesNotice,
): Promise<string[]> {
  await ask(note(encodeTexts(taskTypes.map(toText)), now));
  await ask(forget(since));
  return (await ask(list())).map(([name]) => String(name));
}
