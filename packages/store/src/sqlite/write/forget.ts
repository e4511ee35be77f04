import type { SweepQuery } from "../../queries.ts";
import type { Connection } from "../connection.ts";

const OLD = `
SELECT id, feed FROM deleted_run WHERE swept = 1 AND deleted_at <= ? ORDER BY deleted_at, id LIMIT ?`;

/** Removes what is left of runs that were deleted and swept long ago. Returns of how many. */
export function forget(connection: Connection, { deletedBefore, limit }: SweepQuery): number {
  const old = connection.all(OLD, deletedBefore, limit);
  const remove = connection.prepare("DELETE FROM deleted_run WHERE id = ?");
  for (const [id = null] of old) remove.run(id);
  const last = Math.max(0, ...old.map(([, feed]) => Number(feed)));
  connection.run("UPDATE forgotten SET position = max(position, ?)", last);
  return old.length;
}
