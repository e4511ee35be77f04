import { readFileSync } from "node:fs";
import { Field } from "../document/field.ts";

/** The version of this package. Its manifest lies two folders up, from the source as from what is built of it. */
export const version: string = read(new URL("../../package.json", import.meta.url));

function read(manifest: URL): string {
  const field = new Field(JSON.parse(readFileSync(manifest, "utf8"))).get("version");
  return field.string(100) ?? "unknown";
}
