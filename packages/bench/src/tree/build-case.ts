import { bytesKept } from "../measure/bytes-kept.ts";
import { meanSeconds, warmSeconds } from "../measure/seconds.ts";
import type { Case, Metrics } from "../suite.ts";
import { type ContenderName, contenders } from "./contenders.ts";
import { type Shape, rowsOf } from "./shapes.ts";

/** Builds of this size, or of less where one takes long, come first to warm up. */
const WARM_UP = 20_000;

/** Names the case that builds a tree of so many actions in one batch. */
export function buildName(shape: Shape, size: number, contender: ContenderName): string {
  return `build ${shape} ${size} ${contender}`;
}

/** Measures how long a tree takes to build, and what it keeps beyond the rows. */
export function buildCase(shape: Shape, size: number, contender: ContenderName): Case {
  return {
    name: buildName(shape, size, contender),
    run: (): Metrics => {
      const { build, most } = contenders[contender];
      const rows = rowsOf(shape, size, 1);
      const warm = rowsOf(shape, Math.min(most[shape] / 10, WARM_UP), 1);
      meanSeconds(() => build(warm), 0.3);
      const { made, bytes } = bytesKept(() => build(rows));
      if (made.size !== size) throw new Error(`${made.size} actions were built, not ${size}`);
      const s = warmSeconds(() => build(rows), 0.3);
      return { s, "ns/action": (s * 1e9) / size, "bytes/action": bytes / size };
    },
  };
}
