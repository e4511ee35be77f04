import { type LiteralType, SimpleTypeSchema } from "@runledger/proto/flyteidl/core";

/** Says a type in words for people, as in "list of INTEGER". */
export function typeName(type: LiteralType | undefined): string {
  const told = type?.type;
  switch (told?.case) {
    case undefined:
      return "anything";
    case "simple":
      return SimpleTypeSchema.value[told.value]?.name ?? `type ${told.value}`;
    case "collectionType":
      return `list of ${typeName(told.value)}`;
    case "mapValueType":
      return `map to ${typeName(told.value)}`;
    case "enumType":
      return `one of ${told.value.values.join(", ")}`;
    case "unionType":
      return told.value.variants.map(typeName).join(" or ");
    case "blob":
      return "blob";
    case "schema":
      return "schema";
    case "structuredDatasetType":
      return "structured dataset";
  }
}
