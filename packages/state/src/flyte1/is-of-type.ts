import {
  type Literal,
  type LiteralType,
  type Primitive,
  type Scalar,
  SimpleType,
} from "@runledger/proto/flyteidl/core";

type PrimitiveCase = NonNullable<Primitive["value"]["case"]>;

/** Which simple type each plain value is of. */
const primitives: Readonly<Record<PrimitiveCase, SimpleType>> = {
  integer: SimpleType.INTEGER,
  floatValue: SimpleType.FLOAT,
  stringValue: SimpleType.STRING,
  boolean: SimpleType.BOOLEAN,
  datetime: SimpleType.DATETIME,
  duration: SimpleType.DURATION,
};

/**
 * Tells whether a value is of a type, as Flyte 1 has it: an empty list is one of any items, nothing is of no type but
 * NONE, a whole number is no floating-point number, and a value that lies elsewhere is of the type that it is said to be.
 */
export function isOfType({ value }: Literal, type: LiteralType): boolean {
  const { type: wanted } = type;
  if (wanted.case === undefined) return true;
  if (wanted.case === "unionType") return isOfUnion(value, wanted.value.variants);
  switch (value.case) {
    case undefined:
      return false;
    case "offloadedMetadata":
      return true;
    case "collection":
      return (
        wanted.case === "collectionType" &&
        value.value.literals.every((each) => isOfType(each, wanted.value))
      );
    case "map":
      return (
        wanted.case === "mapValueType" &&
        Object.values(value.value.literals).every((each) => isOfType(each, wanted.value))
      );
    case "scalar":
      return isScalarOf(value.value, type);
  }
}

/** A value of a union is one that says so, or any of one of its types. */
function isOfUnion(value: Literal["value"], variants: readonly LiteralType[]): boolean {
  const inner =
    value.case === "scalar" && value.value.value.case === "union"
      ? value.value.value.value.value
      : undefined;
  const literal = inner ?? ({ value } as Literal);
  return variants.some((variant) => isOfType(literal, variant));
}

function isScalarOf({ value }: Scalar, { type: wanted }: LiteralType): boolean {
  switch (value.case) {
    case undefined:
      return false;
    case "primitive":
      return isPrimitiveOf(value.value, wanted);
    case "noneType":
      return wanted.case === "simple" && wanted.value === SimpleType.NONE;
    case "error":
      return wanted.case === "simple" && wanted.value === SimpleType.ERROR;
    case "generic":
      return wanted.case === "simple" && wanted.value === SimpleType.STRUCT;
    case "binary":
      return (
        wanted.case === "simple" &&
        (wanted.value === SimpleType.BINARY || wanted.value === SimpleType.STRUCT)
      );
    case "blob":
      return (
        wanted.case === "blob" &&
        (value.value.metadata?.type?.dimensionality ?? 0) === wanted.value.dimensionality
      );
    case "schema":
      return wanted.case === "schema" || wanted.case === "structuredDatasetType";
    case "structuredDataset":
      return wanted.case === "structuredDatasetType" || wanted.case === "schema";
    case "union":
      return (
        value.value.value !== undefined &&
        isOfType(value.value.value, { type: wanted } as LiteralType)
      );
  }
}

function isPrimitiveOf({ value }: Primitive, wanted: LiteralType["type"]): boolean {
  if (value.case === undefined) return false;
  if (wanted.case === "enumType") {
    return value.case === "stringValue" && wanted.value.values.includes(value.value);
  }
  return wanted.case === "simple" && wanted.value === primitives[value.case];
}
