import { bytesKept } from "../measure/bytes-kept.ts";
import { meanSeconds, seconds } from "../measure/seconds.ts";
import type { Case, Metrics } from "../suite.ts";
import { type ContenderName, contenders } from "./contenders.ts";
import { type Shape, rowsOf } from "./shapes.ts";

/**
 * Builds smaller than this are repeated for their time; larger ones run once, after smaller ones
 * have warmed up.
 */
const LARGE = 1_000_000;

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
      const warm = rowsOf(shape, Math.min(most[shape], 20_000), 1);
      meanSeconds(() => build(warm), 0.3);
      const { made, bytes } = bytesKept(() => build(rows));
      if (made.size !== size) throw new Error(`${made.size} actions were built, not ${size}`);
      const s = size < LARGE ? meanSeconds(() => build(rows), 0.3) : seconds(() => build(rows));
      return { s, "ns/action": (s * 1e9) / size, "bytes/action": bytes / size };
    },
  };
}
