import type { Shape } from "./shapes.ts";

export const SIZES: readonly number[] = [10_000, 100_000, 1_000_000];
export const SHAPES: readonly Shape[] = ["wide", "depth 10", "chain"];
