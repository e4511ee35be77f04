import type { Message } from "@bufbuild/protobuf";
import type { Path } from "@bufbuild/protobuf/reflect";

/** How much of a value an error shows. */
const SHOWN = 64;

/** Shows the value at a path of a message as an error does: as JSON, cut short. Empty if there is none. */
export function valueAt(message: Message, path: Path): string {
  let value: unknown = message;
  for (const step of path) {
    if (value === null || typeof value !== "object") return "";
    value = step.kind === "oneof" ? Reflect.get(value, step.localName) : memberOf(value, step);
  }
  if (path.length === 0) return "";
  const text = toText(value);
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}… (${text.length} characters)`;
}

type Member = Exclude<Path[number], { kind: "oneof" }>;

function memberOf(value: object, step: Member): unknown {
  switch (step.kind) {
    case "list_sub":
      return Reflect.get(value, step.index);
    case "map_sub":
      return Reflect.get(value, String(step.key));
    case "extension":
      return undefined;
    case "field": {
      if (step.oneof === undefined) return Reflect.get(value, step.localName);
      const set: unknown = Reflect.get(value, step.oneof.localName);
      return typeof set === "object" && set !== null ? Reflect.get(set, "value") : undefined;
    }
  }
}

function toText(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    case "object":
      return value === null ? "" : sizeOf(value);
    default:
      return "";
  }
}

function sizeOf(value: object): string {
  if (Array.isArray(value)) return `${value.length} items`;
  return "$typeName" in value ? "" : `${Object.keys(value).length} entries`;
}
