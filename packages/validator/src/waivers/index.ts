export { type AppliedWaivers, applyWaivers } from "./apply-waivers.ts";
export { type ParsedWaivers, parseWaivers } from "./parse-waivers.ts";
export { type Waivable, WaiverBook, type WaiverProblem } from "./waiver-book.ts";
export type { Waiver } from "./waiver.ts";
