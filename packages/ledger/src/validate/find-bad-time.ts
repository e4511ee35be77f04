import type { DescField, DescMessage, Message } from "@bufbuild/protobuf";
import type { FieldViolation } from "../ledger-error.ts";

/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: what JSON can tell. Source: google/protobuf/timestamp.proto. */
const FIRST_SECOND = -62_135_596_800n;
const LAST_SECOND = 253_402_300_799n;
/** Ten thousand years. Source: google/protobuf/duration.proto. */
const LONGEST = 315_576_000_000n;
const LAST_NANO = 999_999_999;

/**
 * Finds a timestamp or duration in a message that can't be told in JSON. The schema's rules don't cover that, and one such
 * time would make the whole message unreadable to whoever asks for it. Returns the first one, with its path.
 */
export function findBadTime(schema: DescMessage, message: Message): FieldViolation | undefined {
  if (isTimestamp(schema)) return badTimestamp(message as Time);
  if (isDuration(schema)) return badDuration(message as Time);
  for (const field of fieldsWithTimes(schema)) {
    const found = findInField(field, memberOf(field, message));
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Time extends Message {
  readonly seconds: bigint;
  readonly nanos: number;
}

type MessageField = DescField & { readonly message: DescMessage };

const known = new Map<DescMessage, readonly MessageField[]>();

/** Lists the fields of a message type that are times, or whose messages hold some. */
function fieldsWithTimes(schema: DescMessage): readonly MessageField[] {
  let fields = known.get(schema);
  if (fields === undefined) {
    fields = schema.fields.filter((field): field is MessageField => holdsTimes(field.message));
    known.set(schema, fields);
  }
  return fields;
}

function holdsTimes(schema: DescMessage | undefined, above: readonly DescMessage[] = []): boolean {
  if (schema === undefined || above.includes(schema)) return false;
  if (isTime(schema)) return true;
  return schema.fields.some((field) => holdsTimes(field.message, [...above, schema]));
}

/** Tells whether messages of a type are timestamps or durations. */
export function isTime(schema: DescMessage): boolean {
  return isTimestamp(schema) || isDuration(schema);
}

function isTimestamp(schema: DescMessage): boolean {
  return schema.typeName === "google.protobuf.Timestamp";
}

function isDuration(schema: DescMessage): boolean {
  return schema.typeName === "google.protobuf.Duration";
}

function memberOf(field: DescField, message: Message): unknown {
  if (field.oneof === undefined) return Reflect.get(message, field.localName);
  const set = Reflect.get(message, field.oneof.localName) as { case?: string; value?: unknown };
  return set.case === field.localName ? set.value : undefined;
}

function findInField(field: MessageField, value: unknown): FieldViolation | undefined {
  if (value === undefined || value === null) return undefined;
  if (field.fieldKind === "message") {
    return prefixed(field.name, findBadTime(field.message, value as Message));
  }
  for (const [key, item] of Object.entries(value)) {
    const found = findBadTime(field.message, item as Message);
    if (found !== undefined) return prefixed(`${field.name}[${key}]`, found);
  }
  return undefined;
}

function prefixed(prefix: string, found: FieldViolation | undefined): FieldViolation | undefined {
  if (found === undefined) return undefined;
  const field = found.field === "" ? prefix : `${prefix}.${found.field}`;
  return { field, message: found.message };
}

function badTimestamp({ seconds, nanos }: Time): FieldViolation | undefined {
  return outside(seconds, FIRST_SECOND, LAST_SECOND) ?? badNanos(nanos, 0);
}

function badDuration({ seconds, nanos }: Time): FieldViolation | undefined {
  const bad = outside(seconds, -LONGEST, LONGEST) ?? badNanos(nanos, -LAST_NANO);
  if (bad !== undefined) return bad;
  const oneSign = seconds === 0n || nanos === 0 || seconds > 0n === nanos > 0;
  return oneSign
    ? undefined
    : here(`is ${seconds} s and ${nanos} ns; the two must have the same sign`);
}

function outside(seconds: bigint, least: bigint, most: bigint): FieldViolation | undefined {
  if (seconds >= least && seconds <= most) return undefined;
  return here(`is ${seconds} s; it must be from ${least} to ${most}`);
}

function badNanos(nanos: number, least: number): FieldViolation | undefined {
  if (Number.isInteger(nanos) && nanos >= least && nanos <= LAST_NANO) return undefined;
  return here(
    `has ${nanos} nanoseconds; it must have a whole number from ${least} to ${LAST_NANO}`,
  );
}

function here(message: string): FieldViolation {
  return { field: "", message };
}
