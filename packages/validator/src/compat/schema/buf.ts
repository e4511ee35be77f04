import { accessSync, constants } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { CompatError } from "../compat-error.ts";
import { type ProgramResult, runProgram } from "../run-program.ts";

/** Runs buf in a folder. */
export type Buf = (
  args: readonly string[],
  cwd: string,
  input?: Uint8Array,
) => Promise<ProgramResult>;

const program = process.platform === "win32" ? "buf.exe" : "buf";
const machine = process.platform === "linux" && process.arch === "arm64" ? "aarch64" : process.arch;

/**
 * Finds buf: the program that is named, or the one that npm installed in a folder or above it, or the one on the PATH.
 * Running it throws a {@link CompatError} where it isn't there.
 */
export function findBuf(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  named?: string,
): Buf {
  const found = named ?? installed(folder) ?? onPath(env["PATH"] ?? "") ?? program;
  return async (args, cwd, input) => {
    const result = await runProgram(found, args, cwd, input);
    if (result !== undefined) return result;
    throw new CompatError(
      named === undefined
        ? "buf is not installed, and it compiles the .proto files: npm install --save-dev @bufbuild/buf, or name the program with --buf"
        : `--buf ${named}: there is no such program`,
    );
  };
}

/** The program itself comes before npm's link to it, which starts a Node to start it. */
function installed(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const modules = join(at, "node_modules");
    const found = [
      join(modules, "@bufbuild", `buf-${process.platform}-${machine}`, "bin", program),
      join(modules, ".bin", program),
    ].find(isProgram);
    if (found !== undefined || dirname(at) === at) return found;
  }
}

function onPath(path: string): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
