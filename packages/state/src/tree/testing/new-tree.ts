import { ActionTree } from "../action-tree.ts";
import { phases } from "./phases.ts";
import type { Row } from "./row.ts";

/** Makes an empty tree whose filters search labels. */
export function newTree(): ActionTree<Row> {
  return new ActionTree<Row>(phases, { text: ({ label }) => label });
}
