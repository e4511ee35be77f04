import { CompatError } from "../compat-error.ts";
import { type ProgramResult, runProgram } from "../run-program.ts";

/**
 * Runs git in a folder.
 *
 * @throws CompatError where there is no git
 */
export async function git(
  folder: string,
  args: readonly string[],
  input?: string,
): Promise<ProgramResult> {
  const result = await runProgram("git", args, folder, input);
  if (result !== undefined) return result;
  throw new CompatError(
    "git is not installed: compare with a folder, an image or an npm version instead",
  );
}

/** Runs git for its output, as text without the last line's end; undefined where it fails. */
export async function gitText(
  folder: string,
  args: readonly string[],
): Promise<string | undefined> {
  const { code, stdout } = await git(folder, args);
  return code === 0 ? Buffer.from(stdout).toString().trimEnd() : undefined;
}
