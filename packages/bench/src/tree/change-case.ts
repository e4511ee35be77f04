import { seconds } from "../measure/seconds.ts";
import type { Case, Metrics } from "../suite.ts";
import { type Order, WATCHED, changesOf } from "./changes.ts";
import { type ContenderName, contenders } from "./contenders.ts";
import { type Shape, rowsOf } from "./shapes.ts";

/**
 * Changes are made just before they are applied, some at a time, as rows come fresh from being
 * decoded.
 */
const BATCHES = 250;
const BATCH = 500;
const WARM_UP = 50;

/** Names the case that changes one phase after the other. */
export function changeName(
  shape: Shape,
  size: number,
  contender: ContenderName,
  order: Order,
  filtered: boolean,
): string {
  return `change ${order} ${shape} ${size} ${contender}${filtered ? " filtered" : ""}`;
}

/**
 * Measures what one change of a phase costs, each a batch of its own, with or without a filter on
 * phases in use.
 */
export function changeCase(
  shape: Shape,
  size: number,
  contender: ContenderName,
  order: Order,
  filtered: boolean,
): Case {
  return {
    name: changeName(shape, size, contender, order, filtered),
    run: (): Metrics => {
      const rows = rowsOf(shape, size, 1);
      const built = contenders[contender].build(rows, filtered ? WATCHED : undefined);
      const changes = changesOf(rows, order);
      let s = 0;
      for (let i = 0; i < WARM_UP + BATCHES; i++) {
        const batches = Array.from({ length: BATCH }, () => [changes()]);
        const taken = seconds(() => {
          for (const batch of batches) built.apply(batch);
        });
        if (i >= WARM_UP) s += taken;
      }
      return { "µs/change": (s * 1e6) / (BATCHES * BATCH) };
    },
  };
}
