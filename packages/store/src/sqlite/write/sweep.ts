import type { SweepQuery } from "../../queries.ts";
import type { Connection } from "../connection.ts";

const NEXT = `
SELECT id, project, domain, name, deleted_at FROM deleted_run
WHERE swept = 0 AND deleted_at <= ? ORDER BY deleted_at, id LIMIT 1`;

/** From the highest revision down. */
const BY_RUN = [
  `DELETE FROM event WHERE rowid IN (
    SELECT rowid FROM event WHERE run_id = ? ORDER BY revision DESC LIMIT ?)`,
  `DELETE FROM action WHERE rowid IN (
    SELECT rowid FROM action WHERE run_id = ? ORDER BY revision DESC LIMIT ?)`,
  `DELETE FROM attempt_error WHERE (run_id, action_number, attempt) IN (
    SELECT run_id, action_number, attempt FROM attempt_error WHERE run_id = ? LIMIT ?)`,
];

/** Refused reports know their run by name alone: those that came after the deletion are another run's. */
const REFUSED = `
DELETE FROM quarantine WHERE id IN (
  SELECT id FROM quarantine WHERE project = ? AND domain = ? AND run = ? AND received_at <= ? LIMIT ?)`;

/** Removes rows of deleted runs. Returns how many. */
export function sweep(connection: Connection, { deletedBefore, limit }: SweepQuery): number {
  let left = limit;
  while (left > 0) {
    const gone = connection.get(NEXT, deletedBefore);
    if (gone === undefined) break;
    const [id = null, ...name] = gone;
    for (const sql of BY_RUN) left -= Number(connection.prepare(sql).run(id, left).changes);
    left -= Number(connection.prepare(REFUSED).run(...name, left).changes);
    if (left > 0) connection.run("UPDATE deleted_run SET swept = 1 WHERE id = ?", id);
  }
  return limit - left;
}
