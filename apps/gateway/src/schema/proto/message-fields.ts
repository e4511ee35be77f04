import type { DescField, DescMessage } from "@bufbuild/protobuf";
import type { FieldMap } from "@pothos/core";
import type { Types } from "../builder.ts";
import { keyValue } from "../types/key-value.ts";
import { description } from "./description.ts";
import { enumType } from "./enum-type.ts";
import { enumValues } from "./enum-values.ts";
import { hasShape } from "./has-shape.ts";
import { objectType } from "./object-type.ts";
import { type Override, overrides } from "./overrides.ts";
import { type MessageObject, readField } from "./read-field.ts";
import { scalarName, wellKnownScalar } from "./scalar-name.ts";

type FieldBuilder = PothosSchemaTypes.ObjectFieldBuilder<Types, never>;

/** How the fields of a message get from the object that the resolvers see to the message itself. */
export type MessageOf<Parent> = (
  parent: Parent,
  context: Types["Context"],
) => object | undefined | Promise<object | undefined>;

/**
 * Makes the GraphQL fields of a message's fields: same names, descriptions from the protocol's comments, and in what the
 * overrides say besides. A message within may be absent and is null then; text and numbers are as the protocol has them,
 * empty and zero included.
 */
export function messageFields<Parent>(
  t: PothosSchemaTypes.ObjectFieldBuilder<Types, Parent>,
  desc: DescMessage,
  messageOf?: MessageOf<Parent>,
): FieldMap {
  const override = overrides[desc.typeName] ?? {};
  return Object.fromEntries(
    desc.fields
      .filter((field) => hasShape(field) && override.omit?.includes(field.jsonName) !== true)
      .map((field) => [
        field.jsonName,
        messageField(t as never, field, override, messageOf as never),
      ]),
  ) as FieldMap;
}

function messageField(
  t: FieldBuilder,
  field: DescField,
  override: Override,
  messageOf: MessageOf<unknown> | undefined,
): unknown {
  const type = typeOf(field, override);
  const read = reader(field);
  const list = field.fieldKind === "list" || field.fieldKind === "map";
  const resolve =
    messageOf === undefined
      ? read
      : async (parent: unknown, _: unknown, context: Types["Context"]) => {
          const message = await messageOf(parent, context);
          return message === undefined ? (list ? [] : undefined) : read(message as MessageObject);
        };
  return t.field({
    type: (list ? [type] : type) as "String",
    description: description(field),
    nullable: isNullable(field, override) as false,
    ...(field.deprecated && { deprecationReason: "Superseded: see the description." }),
    resolve: resolve as () => string,
  });
}

function typeOf(field: DescField, override: Override): unknown {
  const own = override.scalars?.[field.jsonName];
  if (own !== undefined) return own;
  if (field.fieldKind === "map") return keyValue;
  if (field.enum !== undefined) return enumType(field.enum);
  if (field.message !== undefined) {
    return wellKnownScalar(field.message.typeName) ?? objectType(field.message);
  }
  return scalarName(field.scalar);
}

function reader(field: DescField): (message: MessageObject) => unknown {
  const read = readField(field);
  if (field.fieldKind !== "enum") return read;
  // A newer producer may send a number that this schema has no name for: that is null, and not an error.
  const named = new Set(enumValues(field.enum).map(({ number }) => number));
  return (message) => {
    const number = read(message);
    return typeof number === "number" && named.has(number) ? number : undefined;
  };
}

function isNullable(field: DescField, override: Override): boolean {
  if (field.fieldKind === "list" || field.fieldKind === "map") return false;
  if (override.always?.includes(field.jsonName) === true) return false;
  return field.fieldKind !== "scalar" || field.oneof !== undefined || field.proto.proto3Optional;
}
