/** Writes the path of a file, or the name of an input, as a relative reference: what a reference can't hold is escaped. */
export function fileUri(path: string): string {
  return path.replaceAll("\\", "/").toWellFormed().split("/").map(encodeURIComponent).join("/");
}
