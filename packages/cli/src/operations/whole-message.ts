import type { DescField, DescMessage } from "@bufbuild/protobuf";

/** Selects all fields of a message, those of messages inside included. */
export function selectionOf(desc: Pick<DescMessage, "fields">): string {
  const fields = desc.fields.map((field) =>
    field.message === undefined || isScalar(field)
      ? field.jsonName
      : `${field.jsonName} ${selectionOf(field.message)}`,
  );
  return `{ ${fields.join(" ")} }`;
}

/** Timestamps and the like are one scalar in both, JSON and GraphQL. */
function isScalar({ message }: DescField): boolean {
  return message?.typeName.startsWith("google.protobuf.") === true;
}

/** Writes what GraphQL answered as protobuf writes it: enum values with their prefix, what isn't set left out. */
export function messageOf(desc: Pick<DescMessage, "fields">, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    desc.fields.flatMap((field) => {
      const own = (value as Readonly<Record<string, unknown>>)[field.jsonName];
      if (own === null || own === undefined) return [];
      const written = Array.isArray(own)
        ? own.map((each) => valueOf(field, each))
        : valueOf(field, own);
      return [[field.jsonName, written]];
    }),
  );
}

function valueOf(field: DescField, value: unknown): unknown {
  if (field.enum !== undefined)
    return `${field.enum.sharedPrefix ?? ""}${String(value)}`.toUpperCase();
  return field.message === undefined || isScalar(field) ? value : messageOf(field.message, value);
}
