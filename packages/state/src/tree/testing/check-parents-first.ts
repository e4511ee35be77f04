import assert from "node:assert/strict";
import type { ModelTree } from "./model-tree.ts";
import type { Row } from "./row.ts";

/** Makes sure that no action comes before one above it. */
export function checkParentsFirst(model: ModelTree, told: readonly { item: Row }[]): void {
  const names = told.map(({ item }) => item.name);
  names.forEach((name, i) => {
    for (const above of model.above(name)) {
      assert(names.indexOf(above) < i, `${above} comes after ${name}, which is below it`);
    }
  });
}
