import type { ChildCount } from "./outline.ts";

/** Adds the children of each action up, whatever their phases. */
export function childSizes(counts: readonly ChildCount[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const [parent, , count] of counts) sizes.set(parent, (sizes.get(parent) ?? 0) + count);
  return sizes;
}
