import {
  type DescEnum,
  type DescField,
  type DescMessage,
  type Message,
  ScalarType,
  create,
} from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import * as fc from "fast-check";
import { arbitraryMapKey, arbitraryScalar } from "./arbitrary-scalar.ts";
import { arbitraryWellKnown } from "./arbitrary-well-known.ts";

/** How to make messages up. */
export interface ArbitraryOptions {
  /** How many messages may lie in each other. */
  readonly depth: number;
  /** Which fields may be set. */
  readonly wants: (field: DescField) => boolean;
  /** Which numbers an enum may have, besides one that nobody declares. */
  readonly numbersOf: (desc: DescEnum) => readonly number[];
}

/** A number that no enum declares: what a newer program would send. */
const undeclared = 4242;

type Setter = (message: ReflectMessage) => void;

/**
 * Makes up messages of a type: any of its fields, at most one of each oneof, with values that both
 * binary and JSON can carry.
 */
export function arbitraryMessage(
  desc: DescMessage,
  options: ArbitraryOptions,
): fc.Arbitrary<Message> {
  const known = arbitraryWellKnown(desc);
  if (known !== undefined) return known;
  const wanted = desc.fields.filter(
    (field) => options.wants(field) && (options.depth > 0 || field.message === undefined),
  );
  const groups = [
    ...wanted.filter(({ oneof }) => oneof === undefined).map((field) => [field]),
    ...desc.oneofs.map((oneof) => wanted.filter((field) => field.oneof === oneof)),
  ];
  const setters = groups
    .filter((group) => group.length > 0)
    .map((group) =>
      fc.option(fc.oneof(...group.map((field) => setterOf(field, options))), { nil: undefined }),
    );
  return fc.tuple(...setters).map((chosen) => {
    const message = reflect(desc, create(desc));
    for (const set of chosen) set?.(message);
    return message.message;
  });
}

function setterOf(field: DescField, options: ArbitraryOptions): fc.Arbitrary<Setter> {
  const element = elementOf(field, options);
  if (field.fieldKind === "list") {
    return fc.array(element, { maxLength: 3 }).map((items) => (message) => {
      const list = message.get(field);
      for (const item of items) list.add(item);
    });
  }
  if (field.fieldKind === "map") {
    const entries = fc.array(fc.tuple(arbitraryMapKey(field.mapKey), element), { maxLength: 3 });
    return entries.map((list) => (message) => {
      const map = message.get(field);
      for (const [key, value] of list) map.set(key, value);
    });
  }
  return element.map((value) => (message) => message.set(field, value));
}

function elementOf(field: DescField, options: ArbitraryOptions): fc.Arbitrary<unknown> {
  const { message, enum: numbers, scalar } = field;
  if (message !== undefined) {
    const inner = arbitraryMessage(message, { ...options, depth: options.depth - 1 });
    return inner.map((value) => reflect(message, value));
  }
  if (numbers !== undefined) return fc.constantFrom(...options.numbersOf(numbers), undeclared);
  return arbitraryScalar(scalar ?? ScalarType.STRING);
}
