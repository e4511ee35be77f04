import type { ModelTree } from "./model-tree.ts";
import type { Row } from "./row.ts";
import type { TreeRowsSpec } from "../rows/tree-rows.ts";

/** A row as the model has it. */
export interface ModelRow {
  readonly name: string;
  readonly depth: number;
  readonly hasChildren: boolean;
  readonly expanded: boolean;
}

/** Writes all rows from top to bottom, from scratch: what the tree must say without writing them. */
export function modelRows(model: ModelTree, spec: TreeRowsSpec<Row>): ModelRow[] {
  const expanded = new Set(spec.expanded);
  const visible = [...model.rows.values()].filter(({ name }) =>
    model.visible(name, spec.filter ?? {}),
  );
  visible.sort(
    (a, b) => spec.order.compare(a, b) || (a.name < b.name ? -1 : Number(a.name > b.name)),
  );
  const below = (parent: string): Row[] =>
    visible.filter(({ name }) => modelParent(model, name) === parent);
  const write = (rows: readonly Row[], depth: number): ModelRow[] =>
    rows.flatMap(({ name }) => {
      const children = below(name);
      const isExpanded = expanded.has(name) && children.length > 0;
      return [
        { name, depth, hasChildren: children.length > 0, expanded: isExpanded },
        ...(isExpanded ? write(children, depth + 1) : []),
      ];
    });
  return [...write(below(""), 0), ...write(below(LIMBO), 0)];
}

const LIMBO = "what waits";

function modelParent(model: ModelTree, name: string): string {
  const { parent } = model.rows.get(name)!;
  if (parent === "") return "";
  return model.onRing(name) || !model.rows.has(parent) ? LIMBO : parent;
}

/** Finds the row of an action, or of the nearest above it that has one. */
export function modelNearest(
  model: ModelTree,
  rows: readonly ModelRow[],
  name: string,
): number | undefined {
  if (!model.rows.has(name)) return undefined;
  const path = [name, ...model.above(name)];
  const row = path
    .map((each) => rows.findIndex((other) => other.name === each))
    .find((index) => index >= 0);
  return row;
}
