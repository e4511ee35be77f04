import type { DescField, DescMessage, JsonObject, JsonValue } from "@bufbuild/protobuf";
import { GatewayError } from "../../errors/gateway-error.ts";
import { type FieldPath, findPath } from "./field-path.ts";
import { textValue } from "./text-value.ts";

/** How many parameters one query may have. */
const MOST = 1000;
/** How many names a parameter may have between its dots. */
const DEEPEST = 32;

/** Collects values of a path and of a query, as the JSON that a body would have. */
export class Parameters {
  readonly json: JsonObject = emptyObject();
  readonly #message: DescMessage;
  readonly #bound: readonly FieldPath[];

  /**
   * @param message whose fields they are
   * @param bound fields that a query can't give a value: the path or the body has them
   */
  constructor(message: DescMessage, bound: readonly FieldPath[]) {
    this.#message = message;
    this.#bound = bound;
  }

  /** Gives a field its value from a path. */
  set(path: FieldPath, text: string): void {
    const name = nameOf(path);
    const { holder, field } = this.#reach(path);
    holder[field.name] = textValue(field, text, name);
  }

  /**
   * Reads a query. Names that the message doesn't have are ignored, as grpc-gateway does.
   *
   * @throws GatewayError BAD_INPUT, LIMIT_EXCEEDED
   */
  read(query: URLSearchParams): void {
    if (query.size > MOST)
      throw new GatewayError(
        "BAD_INPUT",
        `The query has ${query.size} parameters, and may have ${MOST}. Send less at a time.`,
      );
    for (const [key, text] of query) this.#add(key, text);
  }

  #add(key: string, text: string): void {
    const [, name = key, mapKey] = /^(.*)\[(.*)\]$/s.exec(key) ?? [];
    const names = name.split(".");
    if (names.length > DEEPEST)
      throw bad(shorten(name), `has ${names.length} names, and may have ${DEEPEST}`);
    const found = findPath(this.#message, names);
    if (found.kind === "none") return;
    if (found.kind === "blocked")
      throw bad(name, `can't be followed: ${found.field.name} is no single message`);
    const { path } = found;
    if (this.#bound.some((each) => beginsWith(path, each))) return;
    const { holder, field } = this.#reach(path);
    if (field.fieldKind === "map") addToMap(holder, field, name, mapKey, text);
    else if (mapKey !== undefined) throw bad(name, "is no map");
    else if (field.fieldKind === "list") {
      const list = (holder[field.name] ??= []) as JsonValue[];
      list.push(textValue(field, text, name));
    } else {
      if (Object.hasOwn(holder, field.name)) throw bad(name, "is given more than once");
      holder[field.name] = textValue(field, text, name);
    }
  }

  /** Goes to the object that holds a field. */
  #reach(path: FieldPath): { readonly holder: JsonObject; readonly field: DescField } {
    let holder = this.json;
    for (const field of path.slice(0, -1))
      holder = (holder[field.name] ??= emptyObject()) as JsonObject;
    const field = path.at(-1);
    if (field === undefined) throw new Error("A path has no fields.");
    return { holder, field };
  }
}

function addToMap(
  holder: JsonObject,
  field: DescField,
  name: string,
  key: string | undefined,
  text: string,
): void {
  if (key === undefined) throw bad(name, `is a map: give its values as ${name}[KEY]=VALUE`);
  const map = (holder[field.name] ??= emptyObject()) as JsonObject;
  if (Object.hasOwn(map, key)) throw bad(`${name}[${shorten(key)}]`, "is given more than once");
  map[key] = textValue(field, text, `${name}[${shorten(key)}]`);
}

/** Makes an object that has nothing, not even what every object has: names come from outside. */
function emptyObject(): JsonObject {
  return Object.create(null) as JsonObject;
}

function beginsWith(path: FieldPath, start: FieldPath): boolean {
  return start.every((field, index) => path[index] === field);
}

/** Writes a path with dots, as a query has it. */
function nameOf(path: FieldPath): string {
  return path.map(({ name }) => name).join(".");
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

function bad(name: string, problem: string): GatewayError {
  return new GatewayError("BAD_INPUT", `${name} ${problem}.`, { field: name });
}
