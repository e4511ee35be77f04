import type { DescField, DescMessage } from "@bufbuild/protobuf";
import type { InputFieldMap } from "@pothos/core";
import type { Types } from "../builder.ts";
import { keyValueInput } from "../inputs/key-value-input.ts";
import { description } from "./description.ts";
import { enumType } from "./enum-type.ts";
import { hasShape } from "./has-shape.ts";
import { inputType } from "./input-type.ts";
import { overrides } from "./overrides.ts";
import { scalarName, wellKnownScalar } from "./scalar-name.ts";

type FieldBuilder = PothosSchemaTypes.InputFieldBuilder<Types, "InputObject">;

/**
 * Makes the GraphQL input fields of a message's fields. All may be left out, as in the protocol, except those that the
 * overrides name. Of the fields of a oneof at most one may be given.
 */
export function inputFields(t: FieldBuilder, desc: DescMessage): InputFieldMap {
  const required = overrides[desc.typeName]?.required ?? [];
  return Object.fromEntries(
    desc.fields
      .filter(hasShape)
      .map((field) => [field.jsonName, inputField(t, field, required.includes(field.jsonName))]),
  ) as InputFieldMap;
}

function inputField(t: FieldBuilder, field: DescField, required: boolean): unknown {
  const type = typeOf(field);
  const list = field.fieldKind === "list" || field.fieldKind === "map";
  return t.field({
    type: (list ? [type] : type) as "String",
    description: description(field),
    required: required as false,
    // GraphQL lets nothing be deprecated that must be given.
    ...(field.deprecated && !required && { deprecationReason: "Superseded: see the description." }),
  });
}

function typeOf(field: DescField): unknown {
  if (field.fieldKind === "map") return keyValueInput;
  if (field.enum !== undefined) return enumType(field.enum);
  if (field.message !== undefined) {
    return wellKnownScalar(field.message.typeName) ?? inputType(field.message);
  }
  return scalarName(field.scalar);
}
