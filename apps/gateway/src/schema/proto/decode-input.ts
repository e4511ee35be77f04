import { create, type DescField, type DescMessage, type MessageShape } from "@bufbuild/protobuf";
import { badInput } from "../../errors/bad-input.ts";
import { hasShape } from "./has-shape.ts";
import type { MessageInput } from "./input-type.ts";
import { wellKnownScalar } from "./scalar-name.ts";

/**
 * Makes a message of what GraphQL gave for it. `path` is where it came from, for errors.
 *
 * @throws GatewayError BAD_INPUT if two fields of a oneof are given, or a map has a key twice. What the fields hold is for the ledger to
 * judge.
 */
export function decodeInput<Desc extends DescMessage>(
  desc: Desc,
  input: MessageInput,
  path: string,
): MessageShape<Desc> {
  const message = create(desc) as Record<string, unknown>;
  for (const field of desc.fields) {
    const value = input[field.jsonName];
    if (value === undefined || value === null || !hasShape(field)) continue;
    const decoded = decodeField(field, value, `${path}.${field.jsonName}`);
    if (field.oneof === undefined) message[field.localName] = decoded;
    else setOneof(message, field, field.oneof.localName, decoded, path);
  }
  return message as MessageShape<Desc>;
}

function setOneof(
  message: Record<string, unknown>,
  field: DescField,
  group: string,
  value: unknown,
  path: string,
): void {
  const set = message[group] as { readonly case: string | undefined };
  if (set.case !== undefined) {
    throw badInput(
      path,
      `${path} has both ${set.case} and ${field.jsonName}: give one of them and leave the other out.`,
    );
  }
  message[group] = { case: field.localName, value };
}

function decodeField(field: DescField, value: unknown, path: string): unknown {
  if (field.fieldKind === "map") return decodeMap(value as readonly Entry[], path);
  if (field.message === undefined || wellKnownScalar(field.message.typeName) !== undefined)
    return value;
  const { message } = field;
  if (field.fieldKind !== "list") return decodeInput(message, value as MessageInput, path);
  return (value as readonly MessageInput[]).map((item, at) =>
    decodeInput(message, item, `${path}[${at}]`),
  );
}

interface Entry {
  readonly key: string;
  readonly value: string;
}

function decodeMap(entries: readonly Entry[], path: string): Record<string, string> {
  const map = new Map<string, string>();
  for (const [at, { key, value }] of entries.entries()) {
    if (map.has(key)) {
      throw badInput(
        `${path}[${at}].key`,
        `${path}[${at}].key is ${JSON.stringify(key)}, which is given twice: keys are unique, leave one out.`,
      );
    }
    map.set(key, value);
  }
  return Object.fromEntries(map);
}
