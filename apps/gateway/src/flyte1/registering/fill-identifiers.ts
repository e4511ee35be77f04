import { type DescMessage, isMessage, type Message } from "@bufbuild/protobuf";
import { reflect, type ReflectMessage } from "@bufbuild/protobuf/reflect";
import { type Identifier, IdentifierSchema } from "@runledger/proto/flyteidl/core";

/** What stands for a part of a name that isn't known when it is serialised. Source: flytectl, `register_util.go`. */
const PLACEHOLDERS = {
  project: "{{ registration.project }}",
  domain: "{{ registration.domain }}",
  version: "{{ registration.version }}",
} as const;

/** What names are filled in with. */
export type Defaults = Partial<Readonly<Record<keyof typeof PLACEHOLDERS, string>>>;

/** Fills in the parts of names that are missing, or that a placeholder stands for, wherever in a message they are. */
export function fillIdentifiers(schema: DescMessage, message: Message, defaults: Defaults): void {
  visit(reflect(schema, message), defaults);
}

function visit(reflected: ReflectMessage, defaults: Defaults): void {
  const { message } = reflected;
  if (isMessage(message, IdentifierSchema)) fill(message, defaults);
  for (const field of reflected.sortedFields) {
    if (!reflected.isSet(field)) continue;
    if (field.fieldKind === "message") visit(reflected.get(field), defaults);
    else if (field.fieldKind === "list" && field.listKind === "message") {
      for (const each of reflected.get(field)) visit(each as ReflectMessage, defaults);
    } else if (field.fieldKind === "map" && field.mapKind === "message") {
      for (const each of reflected.get(field).values()) visit(each as ReflectMessage, defaults);
    }
  }
}

function fill(id: Identifier, defaults: Defaults): void {
  for (const part of ["project", "domain", "version"] as const) {
    const isOpen = id[part] === "" || id[part] === PLACEHOLDERS[part];
    if (isOpen) id[part] = defaults[part] ?? "";
  }
}
