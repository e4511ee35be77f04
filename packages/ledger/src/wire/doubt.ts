/** Thrown where the quick way of writing or reading a message isn't sure to do what `toBinary` or `fromBinary` would. */
export const doubt: Error = new Error("This message is for toBinary and fromBinary.");

/** Throws it: stands where no value can be written the quick way. */
export function unsure(): never {
  throw doubt;
}
