/** Orders texts by their code units, which is the same on every machine: below 0, 0 or above 0. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
