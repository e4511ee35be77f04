/** Says which settings can't be followed, each with the way out. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly problems: readonly string[];
  /** Whether the command line itself is wrong, rather than what it points to. */
  readonly usage: boolean;

  constructor(problems: readonly string[], usage = false) {
    super(problems.join("\n"));
    this.problems = problems;
    this.usage = usage;
  }
}
