import {
  create,
  type DescField,
  type DescMessage,
  type Message,
  ScalarType,
} from "@bufbuild/protobuf";
import * as fc from "fast-check";

/** Texts at the borders of the rules: lengths in units, characters and bytes, and what the patterns forbid. */
const text = fc.oneof(
  fc.constantFrom("", "a", "A.b-c_d", "a/b", "a\nb", ".a", "ä", "😀"),
  fc
    .tuple(
      fc.constantFrom("a", "ä", "😀", "€"),
      fc.constantFrom(31, 32, 63, 64, 127, 128, 255, 256, 2048, 4097),
    )
    .map(([unit, length]) => unit.repeat(length)),
);

const integer = fc.constantFrom(-1, 0, 1, 999, 1000, 1001, 2_147_483_647);

/**
 * Messages of a type, with fields at and beyond the borders of their rules.
 *
 * @param depth how deep messages lie in messages
 * @param hasLongLists whether the lists of the message itself may be long
 */
export function arbitraryMessage(
  schema: DescMessage,
  depth = 4,
  hasLongLists = true,
): fc.Arbitrary<Message> {
  const fields = schema.fields.filter((field) => depth > 0 || field.message === undefined);
  const valueOf = (field: DescField) => arbitraryValue(field, depth - 1, hasLongLists);
  const entries = fields
    .filter(({ oneof }) => oneof === undefined)
    .map((field): [string, fc.Arbitrary<unknown>] => [field.localName, valueOf(field)]);
  for (const oneof of schema.oneofs) {
    const cases = oneof.fields
      .filter((field) => fields.includes(field))
      .map((field) => valueOf(field).map((value) => ({ case: field.localName, value })));
    if (cases.length > 0) entries.push([oneof.localName, fc.oneof(...cases)]);
  }
  return fc
    .record(Object.fromEntries(entries), { requiredKeys: [] })
    .map((init) => create(schema, init));
}

function arbitraryValue(
  field: DescField,
  depth: number,
  hasLongLists: boolean,
): fc.Arbitrary<unknown> {
  // Long lists only near the top: lists of lists of long lists would hold millions.
  const length = fc.constantFrom(0, 1, 2, ...(hasLongLists ? [101, 257, 1001] : []));
  const item = arbitraryItem(field, depth);
  switch (field.fieldKind) {
    case "list":
      return fc
        .tuple(length, item)
        .map(([count, each]) => Array.from({ length: count }, () => each));
    case "map":
      return fc
        .tuple(length, field.mapKey === ScalarType.STRING ? text : fc.constant("4294967295"), item)
        .map(([count, key, each]) => mapOf(count, key, each));
    default:
      return item;
  }
}

function mapOf(count: number, key: string, each: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [index === 0 ? key : `${index}`, each]),
  );
}

/** One value of a field, or one of its list or map. */
function arbitraryItem({ enum: numbers, message, scalar }: DescField, depth: number) {
  if (message !== undefined) {
    // As JSON: no rules in there.
    return message.typeName === "google.protobuf.Struct"
      ? fc.constant({})
      : arbitraryMessage(message, depth, false);
  }
  return numbers === undefined
    ? arbitraryScalar(scalar ?? ScalarType.INT32)
    : fc.constantFrom(0, 1, 2, 99);
}

function arbitraryScalar(type: ScalarType): fc.Arbitrary<unknown> {
  switch (type) {
    case ScalarType.STRING:
      return text;
    case ScalarType.BOOL:
      return fc.boolean();
    case ScalarType.INT64:
      return fc.constantFrom(-315_576_000_001n, -1n, 0n, 5n, 253_402_300_800n);
    case ScalarType.UINT64:
      return fc.constantFrom(0n, 5n);
    case ScalarType.UINT32:
      return integer.map((value) => Math.abs(value));
    case ScalarType.DOUBLE:
      return fc.double();
    default:
      return integer;
  }
}
