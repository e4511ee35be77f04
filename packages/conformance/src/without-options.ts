/**
 * Removes every setting of one option from the text of a .proto file: `option (name) = {…};`, with
 * whatever braces and texts it holds.
 */
export function withoutOptions(text: string, name: string): string {
  let rest = text;
  for (;;) {
    const start = rest.indexOf(`option (${name})`);
    if (start < 0) return rest;
    rest = rest.slice(0, start) + rest.slice(endOf(rest, rest.indexOf("{", start)) + 1);
  }
}

/** Finds the semicolon after the brace that closes the one at `open`. */
function endOf(text: string, open: number): number {
  let depth = 0;
  for (const { 0: token, index } of text.slice(open).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === "{") depth += 1;
    if (token === "}") depth -= 1;
    if (depth === 0) return text.indexOf(";", open + index);
  }
  throw new Error("An option's brace is never closed.");
}
