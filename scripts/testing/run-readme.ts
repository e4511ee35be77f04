import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A program from a README: its code, and the lines that the README says it prints. */
export interface ReadmeProgram {
  readonly code: string;
  readonly prints: readonly string[];
}

/**
 * Takes the `ts` code blocks out of a Markdown file. What a program prints stands in it as comment
 * lines that begin with `// → `.
 */
export function readmePrograms(path: URL): ReadmeProgram[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = ""]) => ({
    code,
    prints: [...code.matchAll(/^\/\/ → (.*)$/gm)].map(([, line = ""]) => line),
  }));
}

/**
 * Runs a program in a folder of the workspace, whose packages it imports as sources, and returns
 * the lines that it prints.
 */
export function runProgram({ code }: ReadmeProgram, folder: URL): string[] {
  const output = execFileSync(
    process.execPath,
    [
      "--conditions=@runledger/source",
      "--disable-warning=ExperimentalWarning",
      "--input-type=module-typescript",
      "--eval",
      code,
    ],
    { cwd: fileURLToPath(folder), encoding: "utf8" },
  );
  return output.split("\n").slice(0, -1);
}
