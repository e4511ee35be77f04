import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { comments } from "../../gen/comments.ts";
import type { FieldPath } from "../reading/field-path.ts";
import type { HttpBinding } from "../routing/http-bindings.ts";
import { type Refer, type Schema, valueSchema, wellKnownSchema } from "./field-schema.ts";

/** How many fields may lie in each other for a query to be told of the innermost. It may have more. */
const DEEPEST = 3;

/** Lists what a path and a query say. */
export function parametersOf(
  binding: HttpBinding,
  names: readonly string[],
  refer: Refer,
): Schema[] {
  const inPath = binding.variables.map((path, index) => ({
    ...parameter(names[index] ?? "", "path", path, refer),
    required: true,
  }));
  if (binding.body === "all") return inPath;
  const bound = [...binding.variables, ...(binding.body === undefined ? [] : [[binding.body]])].map(
    (path) => nameOf(path),
  );
  const inQuery = fieldsBelow(binding.method.input, [])
    .filter((path) => !bound.some((name) => `${nameOf(path)}.`.startsWith(`${name}.`)))
    .map((path) => parameter(nameOf(path), "query", path, refer));
  return [...inPath, ...inQuery];
}

/** Lists the fields that a query can give a value: scalars, enums, what has a text, and lists of those. */
function fieldsBelow(type: DescMessage, above: FieldPath): FieldPath[] {
  return type.fields.flatMap((field): FieldPath[] => {
    const path = [...above, field];
    if (field.message === undefined || wellKnownSchema(field.message) !== undefined)
      return isText(field) ? [path] : [];
    const isDeep = path.length >= DEEPEST || above.some((each) => each.message === field.message);
    return field.fieldKind !== "message" || isDeep ? [] : fieldsBelow(field.message, path);
  });
}

function isText({ fieldKind, message }: DescField): boolean {
  if (fieldKind === "map") return false;
  const { typeName = "" } = message ?? {};
  return !["google.protobuf.Any", "google.protobuf.ListValue"].includes(typeName);
}

function parameter(name: string, place: "path" | "query", path: FieldPath, refer: Refer): Schema {
  const field = path.at(-1);
  if (field === undefined) throw new Error("A path has no fields.");
  const value = valueSchema(field, refer);
  const description = comments[`${field.parent.typeName}.${field.name}`];
  return {
    name,
    in: place,
    ...(description !== undefined && { description }),
    schema: field.fieldKind === "list" ? { type: "array", items: value } : value,
  };
}

function nameOf(path: FieldPath): string {
  return path.map(({ name }) => name).join(".");
}
