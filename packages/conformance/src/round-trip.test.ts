// Random messages through our descriptors and through the official ones: the same bytes, the same
// JSON, nothing lost.

import {
  type DescEnum,
  type DescField,
  equals,
  fromBinary,
  fromJson,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ArbitraryOptions, arbitraryMessage } from "./arbitrary-message.ts";
import { type Official, loadOfficials } from "./officials.ts";
import { ourRegistry } from "./our-registry.ts";
import { isThin } from "./thin-messages.ts";

const depth = 3;
const numRuns = 50;
const numbersOf = ({ values }: DescEnum): number[] => values.map(({ number }) => number);

/** Makes up what both sides know: what they don't have yet is listed as an expected difference. */
function common({ theirs, counterparts }: Official): ArbitraryOptions {
  const theirName = new Map(counterparts.map((pair) => [pair.ours, pair.theirs]));
  return {
    depth,
    wants: (field: DescField) => {
      if (field.parent.typeName.startsWith("google.")) return true;
      const their = theirs.getMessage(theirName.get(field.parent.typeName) ?? "");
      return (
        their?.fields.some(
          ({ number, name, oneof }) =>
            number === field.number && name === field.name && oneof?.name === field.oneof?.name,
        ) ?? false
      );
    },
    numbersOf: (desc) => {
      const their = theirs.getEnum(theirName.get(desc.typeName) ?? "");
      return numbersOf(desc).filter((number) => their?.value[number] !== undefined);
    },
  };
}

describe.for(await loadOfficials())("$title", (official) => {
  const pairs = official.counterparts.flatMap((pair) => {
    const ours = ourRegistry.getMessage(pair.ours);
    const theirs = official.theirs.getMessage(pair.theirs);
    return ours && theirs ? [{ name: pair.ours, ours, theirs }] : [];
  });

  test.for(pairs)(
    "$name is read by them as we wrote it, in binary and in JSON",
    ({ ours, theirs }) => {
      fc.assert(
        fc.property(arbitraryMessage(ours, common(official)), (message) => {
          const read = fromBinary(theirs, toBinary(ours, message));
          const json = toJson(ours, message);
          expect(toJson(theirs, read)).toEqual(json);
          expect(equals(theirs, fromJson(theirs, json), read)).toBe(true);
          expect(equals(ours, fromBinary(ours, toBinary(theirs, read)), message)).toBe(true);
          expect(equals(ours, fromJson(ours, toJson(theirs, read)), message)).toBe(true);
        }),
        { numRuns },
      );
    },
  );

  test.for(pairs)("$name gives back whatever they wrote", ({ ours, theirs }) => {
    const everything = { depth, wants: () => true, numbersOf };
    let unknown = 0;
    fc.assert(
      fc.property(arbitraryMessage(theirs, everything), (message) => {
        const kept = fromBinary(ours, toBinary(theirs, message));
        unknown += kept.$unknown?.length ?? 0;
        const back = fromBinary(theirs, toBinary(ours, kept));
        expect(equals(theirs, back, message)).toBe(true);
      }),
      { numRuns },
    );
    // A thin message has kept what it doesn't declare, and that is what this test is about.
    expect(unknown > 0).toBe(isThin(ours.typeName, theirs.typeName));
  });
});
