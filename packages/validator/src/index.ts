// Messages: what their schemas ask for, and what needs two fields or the lifecycle.
export { type MessageResult, validateMessage } from "./message/validate-message.ts";
export {
  type MessageSchema,
  type StandardIssue,
  type StandardResult,
  messageSchema,
} from "./message/standard-schema.ts";
export type { Violation } from "./message/violation.ts";

// Streams of reports, judged one after the other. How to read them from files: the subpath /streams.
export * from "./stream/index.ts";

// The rules, and who bears that one is broken.
export { catalogue, pageOf, ruleOf } from "./rules/catalogue.ts";
export type { ValidatorRule } from "./rules/rule.ts";
export { type Severity, severities } from "./rules/severity.ts";
export * from "./waivers/index.ts";
