export { fileInput } from "./file-input.ts";
export type { Input } from "./input.ts";
export type { InputProblem, StreamResult } from "./stream-result.ts";
export { type StreamOptions, validateStreams } from "./validate-streams.ts";
export { type Format, formats } from "../input/format.ts";
