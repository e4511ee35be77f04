import type { TreeItem } from "@runledger/state/tree";

/** How the actions of a run lie below each other. */
export type Shape = "wide" | "depth 10" | "chain";

/** For each shape, who is above the i-th of so many actions; 0 is the root. */
export const shapes: Readonly<Record<Shape, (size: number) => Int32Array>> = {
  /** All below the root. */
  wide: wideParents,
  /** Ten levels below the root, each a constant factor larger than the one above. */
  "depth 10": levelParents,
  /** Each below the one before. */
  chain: chainParents,
};

/**
 * Makes the rows of a run as a store hands them out: parents first, every text a string of its own.
 */
export function rowsOf(shape: Shape, size: number, phase: number): TreeItem[] {
  const parents = shapes[shape](size);
  return Array.from({ length: size }, (_, i) => {
    const parent = i === 0 ? "" : nameOf(parents[i] ?? 0);
    return { name: nameOf(i), parent, phase, revision: i + 1 };
  });
}

/**
 * Names the i-th action as engines do: the root is `a0`, the others have 16 characters that tell
 * nothing. Decoded from bytes, as rows are: not yet hashed, and in one piece.
 */
export function nameOf(i: number): string {
  if (i === 0) return "a0";
  const scattered = Math.imul(i, 0x9e3779b1) >>> 0;
  return Buffer.from(
    `${scattered.toString(36).padStart(7, "0")}${String(i).padStart(9, "0")}`,
  ).toString("latin1");
}

function wideParents(size: number): Int32Array {
  return new Int32Array(size);
}

function chainParents(size: number): Int32Array {
  return Int32Array.from({ length: size }, (_, i) => Math.max(0, i - 1));
}

function levelParents(size: number): Int32Array {
  const parents = new Int32Array(size);
  let [above, start, next] = [0, 0, 1];
  for (const width of levelWidths(size)) {
    for (let i = 0; i < width; i++) parents[next + i] = start + Math.floor((i * above) / width);
    [above, start, next] = [width, next, next + width];
  }
  return parents;
}

/**
 * The widths of ten levels that grow by a constant factor and make, with the root, so many actions.
 */
function levelWidths(size: number): number[] {
  let [low, high] = [1, size];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (total(middle) < size) low = middle;
    else high = middle;
  }
  const widths = Array.from({ length: 10 }, (_, i) => Math.floor(low ** (i + 1)));
  const rest = size - 1 - widths.reduce((sum, width) => sum + width, 0);
  return widths.map((width, i) => (i === 9 ? width + rest : width));
}

function total(factor: number): number {
  return Array.from({ length: 11 }, (_, i) => Math.floor(factor ** i)).reduce(
    (sum, n) => sum + n,
    0,
  );
}
