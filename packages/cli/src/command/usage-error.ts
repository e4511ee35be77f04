/** Says that a command was called wrongly, and how to call it. Answered with the exit code for wrong usage. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
