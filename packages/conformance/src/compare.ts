import type { DescEnum, DescMessage, Registry } from "@bufbuild/protobuf";
import type { Counterpart } from "./counterparts.ts";
import { describeField } from "./describe-field.ts";

/** From this number up, a field of a message that has a counterpart is our own addition. */
const firstOwnNumber = 1000;

/** One way in which ours is not what theirs is. */
export interface Difference {
  /** Our message, enum, field or value, by its full name. */
  readonly at: string;
  /**
   * - `no-type`: they have no such message or enum.
   * - `no-field`, `no-value`: they have none of that number, and it isn't marked as our own.
   * - `differs`: they have one of that number, and it is something else.
   * - `taken`: our own addition has a name that they use.
   * - `undeclared`: they have a field or a value that we don't.
   */
  readonly kind: "no-type" | "no-field" | "no-value" | "differs" | "taken" | "undeclared";
  /** Says what differs; empty where the kind says it all. */
  readonly detail: string;
}

/**
 * Lists how our messages and enums differ from their counterparts, in the order of the
 * counterparts.
 */
export function compare(
  ours: Registry,
  theirs: Registry,
  counterparts: readonly Counterpart[],
): Difference[] {
  const renamed = new Map(counterparts.map((pair) => [pair.ours, pair.theirs]));
  return counterparts.flatMap((pair): Difference[] => {
    const ourMessage = ours.getMessage(pair.ours);
    const ourEnum = ours.getEnum(pair.ours);
    const theirMessage = theirs.getMessage(pair.theirs);
    const theirEnum = theirs.getEnum(pair.theirs);
    if (ourMessage && theirMessage) return compareMessages(ourMessage, theirMessage, renamed);
    if (ourEnum && theirEnum) return compareEnums(ourEnum, theirEnum);
    if (ourMessage || ourEnum) return [{ at: pair.ours, kind: "no-type", detail: pair.theirs }];
    throw new Error(`${pair.ours} is listed as a counterpart of ${pair.theirs}, and is not there.`);
  });
}

function compareMessages(
  ours: DescMessage,
  theirs: DescMessage,
  renamed: ReadonlyMap<string, string>,
): Difference[] {
  const found = ours.fields.flatMap((field): Difference[] => {
    const at = `${ours.typeName}.${field.name}`;
    if (field.number >= firstOwnNumber) {
      const taken = theirs.fields.some(
        ({ name, jsonName }) => name === field.name || jsonName === field.jsonName,
      );
      return taken ? [{ at, kind: "taken", detail: "" }] : [];
    }
    const counterpart = theirs.fields.find(({ number }) => number === field.number);
    if (counterpart === undefined) return [{ at, kind: "no-field", detail: "" }];
    const own = describeField(field, renamed);
    const their = describeField(counterpart);
    return own === their ? [] : [{ at, kind: "differs", detail: `${own}, theirs is ${their}` }];
  });
  const numbers = new Set(ours.fields.map(({ number }) => number));
  const more = theirs.fields.filter(({ number }) => !numbers.has(number));
  return [...found, ...undeclared(ours, more)];
}

function compareEnums(ours: DescEnum, theirs: DescEnum): Difference[] {
  const found = ours.values.flatMap(({ name, number }): Difference[] => {
    const at = `${ours.typeName}.${name}`;
    const counterpart = theirs.value[number];
    if (counterpart === undefined) return [{ at, kind: "no-value", detail: "" }];
    if (counterpart.name === name) return [];
    return [{ at, kind: "differs", detail: `${name} = ${number}, theirs is ${counterpart.name}` }];
  });
  const more = theirs.values.filter(({ number }) => ours.value[number] === undefined);
  return [...found, ...undeclared(ours, more)];
}

function undeclared(
  { typeName }: DescMessage | DescEnum,
  members: readonly { readonly name: string }[],
): Difference[] {
  return members.map(({ name }) => ({ at: `${typeName}.${name}`, kind: "undeclared", detail: "" }));
}
