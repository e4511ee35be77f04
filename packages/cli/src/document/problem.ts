import type { JsonPath } from "./json-path.ts";

/** One thing that is wrong with a document: where, what, and what to do about it. */
export interface Problem {
  readonly path: JsonPath;
  /** What is wrong, with the value and the limit that was hit. */
  readonly message: string;
}
