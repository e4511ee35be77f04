/** Says what is wrong with a file of what is to be registered, and what to do about it. Nothing of it was sent. */
export class RegisterError extends Error {
  override readonly name = "RegisterError";

  /** @param file as its user calls it: its path, and what is called so within an archive */
  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`${file} ${problem}`, options);
  }
}
