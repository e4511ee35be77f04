import type { Place } from "../finding.ts";

/** Puts a place into the form that editors and terminals make a link of: `file:line:column`. */
export function locationOf(place: Place | undefined): string {
  if (place === undefined) return "";
  const { file, line, column } = place;
  return line === undefined ? file : `${file}:${line}:${column ?? 1}`;
}
