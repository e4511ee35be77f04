import type { DescField, DescMessage, Message } from "@bufbuild/protobuf";

/** How much of a value is shown. */
const longest = 200;

const redacted = "[redacted]";

/**
 * Finds the value at a path and writes it for people: shortened, and `[redacted]` where the schema marks the field, or one
 * that it lies in, with `debug_redact`. Undefined where the path leads to nothing, or to a message.
 *
 * @param path as a violation has it: `log_info[2].uri`, `labels["team"]`
 */
export function valueAt(desc: DescMessage, message: Message, path: string): string | undefined {
  let type: DescMessage | undefined = desc;
  let value: unknown = message;
  for (const [, name, index, key] of path.matchAll(
    /([A-Za-z_]\w*)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/g,
  )) {
    if (value === undefined || value === null) return undefined;
    if (name === undefined) {
      value = (value as Record<string, unknown>)[index ?? JSON.parse(`"${key ?? ""}"`)];
      continue;
    }
    const field: DescField | undefined = type?.fields.find((each) => each.name === name);
    if (field === undefined) return undefined;
    if (field.proto.options?.debugRedact === true) return redacted;
    value = read(value as Record<string, unknown>, field);
    type = field.message;
  }
  return typeof value === "object" ? undefined : shorten(value);
}

function read(message: Record<string, unknown>, { localName, oneof }: DescField): unknown {
  if (oneof === undefined) return message[localName];
  const chosen = message[oneof.localName] as { case?: string; value?: unknown };
  return chosen.case === localName ? chosen.value : undefined;
}

function shorten(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  // oxlint-disable-next-line typescript/no-base-to-string -- Messages and lists are left out before.
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;
}
