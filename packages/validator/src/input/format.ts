/** How records are written. */
export type Format = "delimited" | "lines" | "array";

/** All formats, by the names that the command takes. */
export const formats: readonly Format[] = ["delimited", "lines", "array"];
