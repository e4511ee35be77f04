import { type DescEnum, type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";

/**
 * Describes all that binary and JSON show of a field, in one line: `log_info = 9: repeated
 * flyteidl2.core.TaskLog, JSON logInfo`. Names of types are replaced where the map has another.
 */
export function describeField(
  field: DescField,
  renamed: ReadonlyMap<string, string> = new Map(),
): string {
  const nameOf = ({ typeName }: DescMessage | DescEnum): string =>
    renamed.get(typeName) ?? typeName;
  const oneof = field.oneof === undefined ? "" : ` of oneof ${field.oneof.name}`;
  return `${field.name} = ${field.number}: ${typeOf(field, nameOf)}${oneof}, JSON ${field.jsonName}`;
}

function typeOf(field: DescField, nameOf: (type: DescMessage | DescEnum) => string): string {
  if (field.fieldKind === "list") return `repeated ${packingOf(field)}${elementOf(field, nameOf)}`;
  if (field.fieldKind === "map") {
    return `map<${ScalarType[field.mapKey].toLowerCase()}, ${elementOf(field, nameOf)}>`;
  }
  // A message is either there or not, whatever else is said.
  if (field.fieldKind === "message") return nameOf(field.message);
  return presenceOf(field) + elementOf(field, nameOf);
}

function elementOf(
  { message, enum: numbers, scalar }: DescField,
  nameOf: (type: DescMessage | DescEnum) => string,
): string {
  const type = message ?? numbers;
  if (type !== undefined) return nameOf(type);
  return scalar === undefined ? "nothing" : ScalarType[scalar].toLowerCase();
}

const packingOf = (field: DescField & { fieldKind: "list" }): string =>
  field.packed ? "packed " : "";

function presenceOf(field: DescField): string {
  return field.oneof === undefined && field.presence === Presence.EXPLICIT ? "optional " : "";
}
