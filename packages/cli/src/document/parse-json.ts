import { DocumentError } from "./document-error.ts";
import { formatPath } from "./json-path.ts";
import { positionAt } from "./json-position.ts";
import { scanJson } from "./scan-json.ts";

/**
 * Parses JSON text.
 *
 * @param file the name to show in an error
 * @throws DocumentError with line, column and field where the text is broken, or that it ends too early
 */
export function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const scan = scanJson(text);
    // Both read the same grammar; should they ever differ, the engine's own words are better than none.
    if (scan.kind !== "broken") throw new DocumentError(file, [String(error)]);
    const { line, column } = positionAt(text, scan.offset);
    const place = `line ${line}, column ${column}: ${formatPath(scan.path)}`;
    const problem =
      scan.offset >= text.length
        ? `the text ends where ${scan.expected} should follow: is the file cut off?`
        : `this is not JSON: expected ${scan.expected}, found ${JSON.stringify(text.slice(scan.offset, scan.offset + 12))}`;
    throw new DocumentError(file, [`${place}: ${problem}`]);
  }
}
