import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ActionDigest } from "./action-digest.ts";

type Entry = readonly [name: string, revision: number];

const entry = fc.tuple(
  fc.oneof(
    fc.constantFrom("a0", "a1", "Zürich", "🚀"),
    fc.string({ unit: "grapheme", maxLength: 40 }),
  ),
  fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
);
const entries = fc.uniqueArray(entry, { maxLength: 12, selector: ([name]) => name });

function digestOf(all: readonly Entry[]): ActionDigest {
  const digest = new ActionDigest();
  for (const [name, revision] of all) digest.add(name, revision);
  return digest;
}

describe("the digest of a set of actions", () => {
  test("is the same in any order, and after anything was added and removed in between", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(entries, entries, fc.nat(), (all, others, at) => {
        const digest = digestOf(others);
        const turned = [...all.slice(at % 12), ...all.slice(0, at % 12)];
        for (const [name, revision] of turned) digest.add(name, revision);
        for (const [name, revision] of others.toReversed()) digest.remove(name, revision);
        expect(String(digest)).toBe(String(digestOf(all)));
        expect(digest.count).toBe(all.length);
        expect(Buffer.from(digest.toBytes()).toString("hex")).toBe(String(digest));
      }),
    );
  });

  test("differs where a change was dropped, repeated or altered", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(
        entries,
        entry,
        fc.integer({ min: 1, max: 1000 }),
        (rest, [name, revision], by) => {
          fc.pre(rest.every(([other]) => other !== name));
          const right = String(digestOf([...rest, [name, revision]]));
          const wrong: Entry[][] = [
            rest,
            [...rest, [name, revision], [name, revision]],
            [...rest, [name, (revision + by) % Number.MAX_SAFE_INTEGER]],
            [...rest, [`${name}x`, revision]],
          ];
          for (const each of wrong) expect(String(digestOf(each))).not.toBe(right);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("carries from word to word, and is 0 for nothing", () => {
    expect(String(new ActionDigest())).toBe("0".repeat(32));
    const digest = digestOf([["a0", 1]]);
    const one = BigInt(`0x${String(digest)}`);
    for (let i = 0; i < 999; i += 1) digest.add("a0", 1);
    expect(BigInt(`0x${String(digest)}`)).toBe((1000n * one) % 2n ** 128n);
    for (let i = 0; i < 1000; i += 1) digest.remove("a0", 1);
    expect(String(digest)).toBe("0".repeat(32));
  });
});
