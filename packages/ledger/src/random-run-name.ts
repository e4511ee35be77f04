import type { RandomBytes } from "./random.ts";

/** Lower-case letters and digits without those that look alike: 32, so that five bits make one. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

/** How many of them a name has: 100 bits, so that two runs don't meet. */
const LENGTH = 20;

/**
 * Makes a random name for a run: "r" and 20 letters and digits. It keeps Flyte's own rules for names: at most 30
 * characters, lower case, a letter first.
 */
export function randomRunName(random: RandomBytes): string {
  let name = "r";
  for (const byte of random(LENGTH)) name += ALPHABET[byte % ALPHABET.length];
  return name;
}
