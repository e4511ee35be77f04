import { stripVTControlCharacters } from "node:util";

/** Cuts a line that is too wide for a terminal, and its colours with it. @param columns how wide the terminal is */
export function fit(line: string, columns: number): string {
  const plain = stripVTControlCharacters(line);
  return plain.length <= columns ? line : `${plain.slice(0, Math.max(0, columns - 1))}…`;
}
