import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import { root } from "../../bootstrap/root.mjs";

export interface Source {
  /** Where in the house the file lies. */
  path: string;
  text: string;
}

interface Diagnostic {
  /** The rule; none where the source cannot be read. */
  code?: string;
  message: string;
  filename: string;
}

/**
 * Lints sources, each alone at its place, and returns what the house's own rules say of each, in order. Many cost as
 * much as one: the linter starts once.
 */
export function lintInHouse(sources: readonly Source[]): string[][] {
  const house = mkdtempSync(join(tmpdir(), "runledger-lint-"));
  try {
    // The repository's own configuration, so that a rule which somebody switches off there is missed here.
    const configuration = readFileSync(join(root, ".oxlintrc.json"), "utf8");
    const plugin = JSON.stringify(join(root, "scripts/lint/plugin.mjs"));
    writeFileSync(
      join(house, ".oxlintrc.json"),
      configuration.replace('"./scripts/lint/plugin.mjs"', plugin),
    );
    const files = sources.map(({ path, text }, index) => {
      // The name stays, and a folder of its own keeps apart those that have the same.
      const file = join(dirname(path), `case${index}`, path.slice(path.lastIndexOf("/") + 1));
      mkdirSync(dirname(join(house, file)), { recursive: true });
      writeFileSync(join(house, file), text);
      return file;
    });
    const found = run(house);
    return files.map((file) =>
      found.filter(({ filename }) => filename.includes(file)).map(describe),
    );
  } finally {
    rmSync(house, { recursive: true });
  }
}

function run(house: string): Diagnostic[] {
  const oxlint = join(root, "node_modules/oxlint/bin/oxlint");
  const { stdout, stderr } = spawnSync(process.execPath, [oxlint, "--format=json"], {
    cwd: house,
    encoding: "utf8",
  });
  try {
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
    return diagnostics
      .filter(({ code }) => code === undefined || code.startsWith("house"))
      .map((diagnostic) => ({ ...diagnostic, filename: diagnostic.filename.split("/").join(sep) }));
  } catch (error) {
    throw new Error(`the linter did not answer: ${stdout}${stderr}`, { cause: error });
  }
}

function describe({ code, message }: Diagnostic): string {
  return `${code} ${message}`;
}
