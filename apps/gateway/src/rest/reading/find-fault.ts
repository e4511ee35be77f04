import type { DescField, DescMessage, JsonValue } from "@bufbuild/protobuf";
import { findField } from "./field-path.ts";

/** Whether a message can be read from some JSON. */
export type CanRead = (type: DescMessage, json: JsonValue) => boolean;

/** So many fields below each other are looked into: each is read once more on every level. */
const DEEPEST = 16;

/**
 * Finds the field because of which a message can't be read, by reading it without all the others: `spec.inputs.literals[x]`.
 * Empty: each can be read by itself.
 */
export function findFault(
  type: DescMessage,
  json: JsonValue | undefined,
  canRead: CanRead,
  depth = 0,
): string {
  if (!isObject(json) || depth === DEEPEST) return "";
  for (const [name, value] of Object.entries(json)) {
    if (value === undefined || canRead(type, { [name]: value })) continue;
    const field = findField(type, name);
    return name + (field === undefined ? "" : within(field, value, canRead, depth + 1));
  }
  return "";
}

function within(field: DescField, value: JsonValue, canRead: CanRead, depth: number): string {
  const asOne = (key: string, json: JsonValue): boolean =>
    canRead(field.parent, { [field.name]: Array.isArray(value) ? [json] : { [key]: json } });
  if (field.fieldKind === "message") {
    const deeper = findFault(field.message, value, canRead, depth);
    return deeper && `.${deeper}`;
  }
  if ((field.fieldKind !== "list" && field.fieldKind !== "map") || !isObject(value)) return "";
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined || asOne(key, each)) continue;
    const deeper =
      field.message === undefined ? "" : findFault(field.message, each, canRead, depth);
    return `[${key}]${deeper && `.${deeper}`}`;
  }
  return "";
}

function isObject(
  json: JsonValue | undefined,
): json is Exclude<JsonValue, string | number | boolean | null> {
  return typeof json === "object" && json !== null;
}
