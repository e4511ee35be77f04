import { readFile, stat } from "node:fs/promises";
import { text as readAll } from "node:stream/consumers";
import { DocumentError } from "./document-error.ts";

/** The largest document that is read: it is held in memory whole, several times over while it is parsed. */
const maxBytes = 256 * 2 ** 20;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file: check the path",
  EACCES: "this user may not read it: check its permissions",
  EISDIR: "this is a folder: name a file in it",
};

/**
 * Reads a file as UTF-8 text, without a byte order mark. `-` reads standard input.
 *
 * @throws DocumentError where there is no such file, it can't be read or it is larger than 256 MiB
 */
export async function readText(file: string): Promise<string> {
  if (file === "-") return withoutMark(await readAll(process.stdin));
  try {
    const { size } = await stat(file);
    if (size > maxBytes) {
      throw new DocumentError(file, [
        `${size} bytes are more than the ${maxBytes} that are read: split it`,
      ]);
    }
    return withoutMark(await readFile(file, "utf8"));
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    throw new DocumentError(file, [reasonOf(error)]);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons[code] ?? String(error);
}

function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}
