import { childSizes } from "../../child-sizes.ts";
import type { ChildCount, OutlineQuery } from "../../outline.ts";
import { actionShape } from "../../row-shapes.ts";
import { packCells } from "../../table/pack-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { LISTED_ACTION } from "./listed-action.ts";

/** An outline, with its rows packed. */
export interface PackedOutline {
  readonly revision: number;
  readonly counts: readonly ChildCount[];
  readonly parents: Table;
  readonly children: readonly (readonly [parent: string, rows: Table])[];
}

const COUNTS = `
SELECT parent, phase, count(*) FROM action WHERE run_id = ? GROUP BY parent, phase LIMIT ?`;
const PARENTS = `
SELECT ${LISTED_ACTION} FROM action WHERE run_id = ? AND name IN (SELECT value FROM json_each(?))`;
const CHILDREN = `
SELECT ${LISTED_ACTION} FROM action WHERE run_id = ? AND parent = ? ORDER BY number LIMIT ?`;

/** Reads the outline of a run. Undefined where there is no such run, or there are too many counts. */
export function outline(
  connection: Connection,
  { below, counts: most, limit, runId }: OutlineQuery,
): PackedOutline | undefined {
  const [revision] = connection.get("SELECT revision FROM run WHERE id = ?", runId) ?? [];
  if (revision === undefined) return undefined;
  const rows = connection.all(COUNTS, runId, most + 1);
  if (rows.length > most) return undefined;
  const counts = rows.map(
    ([parent, phase, count]) => [String(parent), Number(phase), Number(count)] as const,
  );
  const sizes = childSizes(counts);
  const parents = connection.all(PARENTS, runId, JSON.stringify([...sizes.keys()]));
  const children = below
    .filter((parent) => sizes.has(parent))
    .map((parent) => {
      // Not one more than there are: the rest of the run would be looked through for it.
      const count = Math.min(limit, sizes.get(parent) ?? 0);
      const found = connection.all(CHILDREN, runId, parent, count);
      return [parent, packCells(actionShape, found)] as const;
    });
  return {
    revision: Number(revision),
    counts,
    parents: packCells(actionShape, parents),
    children,
  };
}
