import type { DescField, DescMessage } from "@bufbuild/protobuf";

/** The fields on the way from a message to a value, the value's own last. At least one. */
export type FieldPath = readonly DescField[];

/** What a path of names leads to. */
export type FoundPath =
  | { readonly kind: "found"; readonly path: FieldPath }
  | { readonly kind: "none" }
  /** Something stands on the way that isn't one message. */
  | { readonly kind: "blocked"; readonly field: DescField };

/** Finds a field by the name that it has in the schema, or by the one that it has in JSON. Undefined: there is none. */
export function findField(message: DescMessage, name: string): DescField | undefined {
  const fields = fieldsOf(message);
  return fields.get(name);
}

/** Finds the fields on a path of names. */
export function findPath(message: DescMessage, names: readonly string[]): FoundPath {
  const path: DescField[] = [];
  let at: DescMessage | undefined = message;
  for (const name of names) {
    const last = path.at(-1);
    if (at === undefined && last !== undefined) return { kind: "blocked", field: last };
    const field: DescField | undefined = at && findField(at, name);
    if (field === undefined) return { kind: "none" };
    path.push(field);
    at = field.fieldKind === "message" ? field.message : undefined;
  }
  return { kind: "found", path };
}

const known = new WeakMap<DescMessage, ReadonlyMap<string, DescField>>();

function fieldsOf(message: DescMessage): ReadonlyMap<string, DescField> {
  let fields = known.get(message);
  if (fields === undefined) {
    // Names of the schema come last: where two collide, they win.
    fields = new Map([
      ...message.fields.map((field) => [field.jsonName, field] as const),
      ...message.fields.map((field) => [field.name, field] as const),
    ]);
    known.set(message, fields);
  }
  return fields;
}
