export { type Format, formats } from "../input/format.ts";
export { type ReportType, reportTypes } from "../input/report-type.ts";
export { fileInput } from "./file-input.ts";
export type { Input } from "./input.ts";
export type { InputProblem, StreamResult } from "./stream-result.ts";
export { type StreamOptions, validateStreams } from "./validate-streams.ts";

export { type ParsedConfig, parseConfig } from "../config/parse-config.ts";
export type { ValidateConfig } from "../config/validate-config.ts";
export type {
  BelowRoot,
  Effect,
  Explained,
  ExplainedAction,
  ExplainedPhase,
  ExplainedReport,
} from "../explain/explained.ts";
export { type ExplainOptions, explainAction } from "../explain/explain-action.ts";
export { toExplanation } from "../explain/to-explanation.ts";
export { type ReportFormat, renderReport, reportFormats } from "../report/render.ts";
export { type Report, isFailed } from "../report/report.ts";
export type { Paint } from "../report/to-text.ts";
