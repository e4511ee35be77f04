import type { DeletedRun } from "../../rows.ts";
import type { RunKey } from "../../store.ts";
import type { Cell } from "../../table/pack-cells.ts";
import type { Connection } from "../connection.ts";

/** What is read of a deleted run. */
export const DELETED_RUN = "id, org, project, domain, name, revision, deleted_at";

const SELECT = `
SELECT ${DELETED_RUN} FROM deleted_run
WHERE project = ? AND domain = ? AND name = ? ORDER BY revision DESC LIMIT 1`;

/** Gets what is left of the run of a name that was deleted last. */
export function getDeletedRun(
  connection: Connection,
  { project, domain, name }: RunKey,
): DeletedRun | undefined {
  const row = connection.get(SELECT, project, domain, name);
  return row && toDeletedRun(row);
}

/** Reads a row of the columns above. */
export function toDeletedRun(row: readonly Cell[]): DeletedRun {
  const [id, org, project, domain, name, revision, deletedAt] = row;
  return {
    id: Number(id),
    org: String(org),
    project: String(project),
    domain: String(domain),
    name: String(name),
    revision: Number(revision),
    deletedAt: Number(deletedAt),
  };
}
