import { spawn } from "node:child_process";

/** What a program answered. */
export interface ProgramResult {
  /** The exit code; -1 where a signal ended it. */
  readonly code: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/**
 * Runs a program without a shell, and waits for its end.
 *
 * @param input what to write to its standard input
 * @returns undefined where there is no such program
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  input?: Uint8Array | string,
): Promise<ProgramResult | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ["pipe", "pipe", "pipe"] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    // A program that ends before it has read everything is judged by its exit code.
    child.stdin.on("error", () => {});
    child.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ENOENT" ? resolve(undefined) : reject(error),
    );
    child.on("close", (code) =>
      resolve({
        code: code ?? -1,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString().trim(),
      }),
    );
    child.stdin.end(input);
  });
}
