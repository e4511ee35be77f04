/**
 * Finds the name that somebody may have meant: the one with the fewest letters to add, drop or change, if those are at
 * most a third of it. Undefined: none is near.
 */
export function nearest(given: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const edits = distance(given.toLowerCase(), name.toLowerCase());
    if (edits < fewest && edits <= Math.ceil(name.length / 3)) {
      best = name;
      fewest = edits;
    }
  }
  return best;
}

/** Counts the letters to add, drop or change: the Levenshtein distance, row by row. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + change));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
