import assert from "node:assert/strict";
import type { ActionTree } from "../action-tree.ts";
import type { ModelTree } from "./model-tree.ts";
import { phases } from "./phases.ts";
import type { Row } from "./row.ts";

/** Holds all that a tree says of itself against the model. */
export function checkTree(tree: ActionTree<Row>, model: ModelTree): void {
  const rows = [...model.rows.values()];
  assert.equal(tree.size, rows.length);
  assert.equal(tree.revision, model.revision);
  assert.equal(tree.waiting, rows.filter(({ name }) => model.waits(name)).length);
  const parents = new Set(rows.map(({ parent }) => parent));
  const unknown = [...parents].filter((name) => name !== "" && !model.rows.has(name));
  assert.equal(tree.unknownParents, unknown.length);
  assert.equal(tree.open, rows.filter(isOpen).length);
  for (const { name } of rows) checkAction(tree, model, name);
}

function checkAction(tree: ActionTree<Row>, model: ModelTree, name: string): void {
  assert.equal(tree.get(name), model.rows.get(name));
  assert.deepEqual([...tree.subtreeCounts(name)!], model.counts(name), `counts of ${name}`);
  assert.equal(tree.openBelow(name), model.below(name).filter(isOpen).length);
  assert.equal(tree.depth(name), model.above(name).length, `depth of ${name}`);
  const children = [...tree.childrenOf(name)].map((child) => child.name);
  const expected = [...model.rows.keys()].filter((other) => model.above(other)[0] === name);
  assert.deepEqual(children.toSorted(), expected.toSorted(), `children of ${name}`);
}

function isOpen({ phase }: Row): boolean {
  return phases.values.find(({ number }) => number === phase)?.terminal !== true;
}
