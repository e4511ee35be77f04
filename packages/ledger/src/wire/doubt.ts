/** Thrown where the quick way of writing a message isn't sure to write what `toBinary` would. */
export const doubt: Error = new Error("This message has to be written by toBinary.");

/** Throws it: stands where no value can be written the quick way. */
export function unsure(): never {
  throw doubt;
}
