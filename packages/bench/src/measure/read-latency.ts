/** Numbers to a cache line of 64 bytes. */
const LINE = 16;

/**
 * Measures how long it takes to read a number from somewhere in so many bytes, in nanoseconds,
 * where the place of each read is known only from the one before: what it costs to follow a link in
 * memory of that size. The least of ten runs.
 */
export function readLatency(bytes: number): number {
  const lines = Math.floor(bytes / 4 / LINE);
  const cells = oneCycle(lines);
  let place = 0;
  let least = Infinity;
  for (let run = 0; run < 10; run++) {
    const start = performance.now();
    for (let i = 0; i < lines; i++) place = cells[place] ?? 0;
    least = Math.min(least, performance.now() - start);
  }
  // One round of the cycle ends where it began; anything else was no chain of reads.
  if (place !== 0) throw new Error(`the reads ended at ${place} instead of 0`);
  return (least * 1e6) / lines;
}

/**
 * Links all lines into one cycle, at random (Sattolo's algorithm): each line holds the place of the
 * next.
 */
function oneCycle(lines: number): Int32Array {
  const order = Int32Array.from({ length: lines }, (_, i) => i);
  let random = 1;
  for (let i = lines - 1; i > 0; i--) {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    const j = Math.floor((random / 2 ** 32) * i);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  const cells = new Int32Array(lines * LINE);
  for (let i = 0; i < lines; i++) cells[i * LINE] = (order[i] ?? 0) * LINE;
  return cells;
}
