import type { TreeItem } from "@runledger/state/tree";
import { nameOf } from "./shapes.ts";

/**
 * The phases that actions go round in, so that each change is one. Queued is what they are built
 * with.
 */
const ROUND = [1, 2, 3, 4] as const;

/** The phase that filters let through: running. */
export const WATCHED: readonly number[] = [4];

/**
 * Which action changes next: any, which is the worst for caches; or the one that was made next, as
 * engines start them.
 */
export type Order = "any" | "next";

/**
 * Makes changes of phase, one with each call, of actions in the latter half of a tree: leaves at
 * the full depth. The same ones for the same arguments.
 */
export function changesOf(rows: readonly TreeItem[], order: Order = "any"): () => TreeItem {
  const size = rows.length;
  const parents = rows.map(({ parent }) => parent);
  let revision = size;
  const steps = new Uint8Array(size);
  let random = 12_345;
  return () => {
    // The linear congruential generator of Numerical Recipes.
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    const half = size >> 1;
    const nth = order === "any" ? Math.floor((random / 2 ** 32) * half) : revision % half;
    const picked = size - half + nth;
    const step = (steps[picked] = ((steps[picked] ?? 0) + 1) % ROUND.length);
    const parent = Buffer.from(parents[picked] ?? "").toString("latin1");
    return { name: nameOf(picked), parent, phase: ROUND[step] ?? 1, revision: ++revision };
  };
}
