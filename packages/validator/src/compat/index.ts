// Comparing a repository with what it was, and saying what came of it.
export { compare } from "./compare.ts";
export type { CompatOptions } from "./compat-options.ts";
export { CompatError } from "./compat-error.ts";
export { type CompatReport, hasFailed } from "./report/report.ts";
export { type CompatFormat, compatFormats, formatReport } from "./report/format.ts";

// Playing recorded streams to the readers of both.
export { type ReplayOptions, actionPhase, runReplay } from "./replay/run-replay.ts";
export { formatDifference } from "./replay/format-difference.ts";
export type { Difference } from "./replay/replay.ts";
