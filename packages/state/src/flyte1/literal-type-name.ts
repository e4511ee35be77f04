import { type LiteralType, SimpleType } from "@runledger/proto/flyteidl/core";

/** Says a type in words for people, as in "list of INTEGER". */
export function literalTypeName(type: LiteralType | undefined): string {
  const told = type?.type;
  switch (told?.case) {
    case undefined:
      return "anything";
    case "simple":
      return nameOf(told.value) ?? `type ${told.value}`;
    case "collectionType":
      return `list of ${literalTypeName(told.value)}`;
    case "mapValueType":
      return `map to ${literalTypeName(told.value)}`;
    case "enumType":
      return `one of ${told.value.values.join(", ")}`;
    case "unionType":
      return told.value.variants.map(literalTypeName).join(" or ");
    case "blob":
      return "blob";
    case "schema":
      return "schema";
    case "structuredDatasetType":
      return "structured dataset";
  }
}

function nameOf(type: SimpleType): string | undefined {
  return Object.entries(SimpleType).find(([, number]) => number === type)?.[0];
}
