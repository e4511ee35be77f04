/** Says that schemas can't be compared as asked: the input or the machine is at fault, and the message names the way out. */
export class CompatError extends Error {
  override readonly name = "CompatError";
}
