import type { DescField } from "@bufbuild/protobuf";

/** A message as resolvers see it: its properties by name. */
export type MessageObject = Readonly<Record<string, unknown>>;

interface OneofValue {
  readonly case: string | undefined;
  readonly value?: unknown;
}

/**
 * Makes the function that reads a field off a message: undefined if it isn't set, where the protocol tells that apart. The
 * fields of a oneof lie beside each other, as in JSON. A map is a list of keys and values.
 */
export function readField(field: DescField): (message: MessageObject) => unknown {
  const { localName } = field;
  if (field.fieldKind === "map") {
    return (message) =>
      Object.entries(message[localName] ?? {}).map(([key, value]) => ({
        key,
        value: String(value),
      }));
  }
  if (field.oneof !== undefined) {
    const group = field.oneof.localName;
    return (message) => {
      const set = message[group] as OneofValue;
      return set.case === localName ? set.value : undefined;
    };
  }
  return (message) => message[localName];
}
