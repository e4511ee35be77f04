import { execFile } from "node:child_process";

/** How a program ended, and what it said. */
export interface Ended {
  readonly code: number;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/** Runs a program to its end. */
export async function runProgram(
  program: string,
  words: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  // A wide terminal without colours: tables are then lines that can be read.
  const env = { ...process.env, NO_COLOR: "1", COLUMNS: "400", TERM: "dumb", ...options.env };
  const { cwd } = options;
  return new Promise((resolve) => {
    const settings = { env, maxBuffer: 64 * 2 ** 20, timeout: 240_000, ...(cwd && { cwd }) };
    execFile(program, [...words], settings, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ code, output: stdout + stderr });
    });
  });
}
