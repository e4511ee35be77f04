import type { TaskTypesNotice } from "../../store.ts";
import type { Connection } from "../connection.ts";

const NOTE = `INSERT INTO task_type (name, seen_at) VALUES (?, ?)
ON CONFLICT (name) DO UPDATE SET seen_at = max(seen_at, excluded.seen_at)`;

/** Notes the task types that a worker takes, and lists those that any takes. */
export function noteTaskTypes(
  connection: Connection,
  { now, since, taskTypes }: TaskTypesNotice,
): string[] {
  for (const name of taskTypes) connection.run(NOTE, name, now);
  connection.run("DELETE FROM task_type WHERE seen_at < ?", since);
  return connection.all("SELECT name FROM task_type ORDER BY name").map(([name]) => String(name));
}
