/** How bad it is to break a rule: an `error` fails a check, a `warning` fails it if asked to, a `note` never does. */
export type Severity = "error" | "warning" | "note";

/** All severities, the worst first. */
export const severities: readonly Severity[] = ["error", "warning", "note"];
