import type { JsonObject, JsonValue } from "@bufbuild/protobuf";
import { splitGiven } from "./read-given-inputs.ts";

/**
 * Reads the inputs of a workflow in code from a command line, as one object: JSON where it is JSON, and text otherwise.
 *
 * @throws UsageError if one isn't `NAME=VALUE`
 */
export function readCodeInputs(given: readonly string[]): JsonObject {
  return Object.fromEntries(
    given.map((each) => {
      const [name, text] = splitGiven(each);
      return [name, valueOf(text)];
    }),
  );
}

function valueOf(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
