import { createHash } from "node:crypto";

/**
 * Draws numbers for one thing, at least 0 and below 1, evenly spread. They follow from the seed and the name alone: what
 * is drawn for one thing doesn't change when others come or go, or are asked for in another order.
 *
 * @returns five numbers
 */
export function draws(
  seed: number,
  name: string,
): readonly [number, number, number, number, number] {
  const digest = createHash("sha256").update(`${seed}\n${name}`).digest();
  // Six bytes each: of SHA-256's 32 that makes five, and each fits into a number.
  const draw = (index: number): number => digest.readUIntBE(index * 6, 6) / 2 ** 48;
  return [draw(0), draw(1), draw(2), draw(3), draw(4)];
}
