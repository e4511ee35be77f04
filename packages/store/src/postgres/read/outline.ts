import { childSizes } from "../../child-sizes.ts";
import type { OutlineQuery, RunOutline } from "../../outline.ts";
import { actionShape } from "../../row-shapes.ts";
import { LISTED_ACTION } from "../../sqlite/read/listed-action.ts";
import type { Ask } from "../lookups.ts";
import { readRows } from "../read-rows.ts";
import { prepare } from "../statement.ts";
import { toText } from "../to-text.ts";

const selectRevision = prepare("SELECT revision FROM runledger.run WHERE id = $1");
const selectCounts = prepare(`
SELECT parent, phase, count(*) FROM runledger.action WHERE run_id = $1 GROUP BY parent, phase LIMIT $2`);
const selectParents = prepare(`
SELECT ${LISTED_ACTION} FROM runledger.action WHERE run_id = $1 AND name = ANY($2::text[])`);
const selectChildren = prepare(`
SELECT ${LISTED_ACTION} FROM runledger.action WHERE run_id = $1 AND parent = $2 ORDER BY number LIMIT $3`);

/** Reads the outline of a run, over a connection that sees one state of it. */
export async function outline(
  ask: Ask,
  { below, counts: most, limit, runId }: OutlineQuery,
): Promise<RunOutline | undefined> {
  const [[[revision] = []], rows] = await Promise.all([
    ask(selectRevision(runId)),
    ask(selectCounts(runId, most + 1)),
  ]);
  if (revision === undefined || rows.length > most) return undefined;
  const counts = rows.map(
    ([parent, phase, count]) => [String(parent), Number(phase), Number(count)] as const,
  );
  const sizes = childSizes(counts);
  const [parents, ...lists] = await Promise.all([
    ask(selectParents(runId, [...sizes.keys()])),
    ...below.map((name) => {
      // Not one more than there are: the rest of the run would be looked through for it.
      const parent = toText(name);
      return ask(selectChildren(runId, parent, Math.min(limit, sizes.get(parent) ?? 0)));
    }),
  ]);
  const found = below.map((name, i) => [name, readRows(actionShape, lists[i] ?? [])] as const);
  return {
    revision: Number(revision),
    counts,
    parents: readRows(actionShape, parents ?? []),
    children: new Map(found.filter(([, children]) => children.length > 0)),
  };
}
