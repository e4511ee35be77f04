// Enums count from 0 as a rule. One that doesn't must not cost memory for the numbers that it
// leaves out.
const largestDense = 1023;

/**
 * Prepares to find the place of a number in a list in constant time. The answer is -1 for every
 * number that is not in the list, be it negative, fractional or not a number at all.
 */
export function indexNumbers(numbers: readonly number[]): (number: number) => number {
  const dense = new Int32Array(Math.min(largestDense, Math.max(-1, ...numbers)) + 1).fill(-1);
  const sparse = new Map<number, number>();
  for (const [index, number] of numbers.entries()) {
    if (number >= 0 && number <= largestDense) dense[number] = index;
    else sparse.set(number, index);
  }
  if (sparse.size === 0) return (number) => dense[number] ?? -1;
  return (number) => dense[number] ?? sparse.get(number) ?? -1;
}
