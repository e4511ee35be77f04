import type { JsonObject, JsonValue } from "@bufbuild/protobuf";
import type { InputType, WorkflowDocument } from "@runledger/reconciler";
import { UsageError } from "../command/usage-error.ts";

/**
 * Reads the inputs of a workflow from a command line: `NAME=VALUE`, the value as the input's type has it. A list is JSON, or
 * texts with commas between them.
 *
 * @throws UsageError that names the input, the value and what is wanted
 */
export async function readGivenInputs(
  document: WorkflowDocument,
  given: readonly string[],
): Promise<JsonObject> {
  const values: Record<string, JsonValue> = {};
  for (const each of given) {
    const [name, value] = splitGiven(each);
    const type = document.inputs[name]?.type;
    if (type === undefined) {
      const there = Object.keys(document.inputs).join(", ") || "none";
      throw new UsageError(
        `--input ${name}: ${document.name} has no such input; there are ${there}`,
      );
    }
    values[name] = valueOf(name, type, value);
  }
  const { readInputs } = await import("@runledger/reconciler");
  const read = readInputs(document, values);
  if (read.kind === "inputs") return read.inputs;
  throw new UsageError(
    read.problems.map(({ message, path }) => `--input ${path.at(-1)}: ${message}`).join("\n"),
  );
}

/**
 * Splits `NAME=VALUE`.
 *
 * @throws UsageError if there is no `=`
 */
export function splitGiven(text: string): readonly [name: string, value: string] {
  const at = text.indexOf("=");
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(`--input ${text}: must be NAME=VALUE, as in --input who=world`);
}

function valueOf(name: string, type: InputType, text: string): JsonValue {
  if (type === "string") return text;
  if (type === "list" && !text.startsWith("[")) return text === "" ? [] : text.split(",");
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new UsageError(`--input ${name}: "${text}" must be of the type ${type}`);
  }
}
