import { createRequire } from "node:module";
import draft4 from "ajv-draft-04";
import formats from "ajv-formats";

// OASIS's schema, as Microsoft's package carries it: the package has no export for it, and nothing else of it is used.
const schema: object = createRequire(import.meta.url)(
  "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
);

// Both are CommonJS. One pattern of the schema is none in Unicode's mode.
const ajv = new draft4.default({ strict: false, allErrors: true, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(schema);

/** Holds a report against the official schema of SARIF 2.1.0. @returns what it doesn't allow, a line each */
export function sarifProblems(text: string): readonly string[] {
  if (validate(JSON.parse(text))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
