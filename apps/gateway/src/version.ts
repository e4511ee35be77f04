import { readFileSync } from "node:fs";

/** The version of this package, as its package.json has it. */
export const version: string = readVersion();

function readVersion(): string {
  // Beside src as well as beside dist.
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
