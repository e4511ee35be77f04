import type { JsonValue } from "@bufbuild/protobuf";
import type { DocumentProblem, InputType, WorkflowDocument } from "./document.ts";
import { FieldReader, show } from "./field-reader.ts";

/** What became of reading inputs. */
export type ReadInputs =
  | { readonly kind: "inputs"; readonly inputs: { readonly [name: string]: JsonValue } }
  | { readonly kind: "problems"; readonly problems: readonly DocumentProblem[] };

/** Tells whether a value is of an input's type. */
export function isOfType(type: InputType, value: unknown): boolean {
  if (type === "list") return Array.isArray(value);
  if (type === "integer") return Number.isSafeInteger(value);
  return typeof value === type;
}

/**
 * Reads what a document's inputs are given, and fills in what they are otherwise.
 *
 * @param given by name
 */
export function readInputs(
  { inputs }: Pick<WorkflowDocument, "inputs">,
  given: unknown,
): ReadInputs {
  const reader = new FieldReader();
  const values = reader.fields(given, ["inputs"], Object.keys(inputs));
  const read: [string, JsonValue][] = [];
  for (const [name, { default: preset, type }] of Object.entries(inputs)) {
    const value = Object.hasOwn(values, name) ? values[name] : preset;
    if (value === undefined) {
      reader.tell(
        ["inputs", name],
        `isn't given, and has no default: give it with --input ${name}=…`,
      );
    } else if (!isOfType(type, value)) {
      reader.tell(["inputs", name], `is ${show(value)}, and must be of the type ${type}`);
    }
    read.push([name, (value ?? null) as JsonValue]);
  }
  const { problems } = reader;
  if (problems.length > 0) return { kind: "problems", problems };
  return { kind: "inputs", inputs: Object.fromEntries(read) };
}
