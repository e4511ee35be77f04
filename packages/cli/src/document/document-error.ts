import { formatPath } from "./json-path.ts";
import { positionAt } from "./json-position.ts";
import type { Problem } from "./problem.ts";
import { scanJson } from "./scan-json.ts";

/** How many problems are listed one by one; the others are counted. */
const listed = 10;

/**
 * Says why a document can't be used: a line for each problem, with file, line, column and field.
 * The fault lies with the input, so a command answers it with the exit code for wrong usage.
 */
export class DocumentError extends Error {
  override readonly name = "DocumentError";

  /** @param file the name to show; @param lines what is wrong, a line each */
  constructor(file: string, lines: readonly string[]) {
    super([`${file} can't be used:`, ...lines.map((line) => `  ${line}`)].join("\n"));
  }

  /** Makes an error of what a reader found, looking up the line of each field in the text. */
  static ofProblems(file: string, text: string, problems: readonly Problem[]): DocumentError {
    const lines = problems.slice(0, listed).map(({ path, message }) => {
      const scan = scanJson(text, path);
      const at = scan.kind === "found" ? positionAt(text, scan.offset) : undefined;
      const place = at === undefined ? "" : `line ${at.line}, column ${at.column}: `;
      return `${place}${formatPath(path)}: ${message}`;
    });
    if (problems.length > listed) lines.push(`… and ${problems.length - listed} more`);
    return new DocumentError(file, lines);
  }
}
