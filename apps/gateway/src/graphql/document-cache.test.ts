import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DocumentCache } from "./document-cache.ts";

describe("The cache of documents", () => {
  test("never holds more characters than it may, and always what was seen last", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 20 }), fc.boolean())),
        (capacity, steps) => {
          const cache = new DocumentCache<string>(capacity);
          const texts = new Set<string>();
          for (const [text, looksOnly] of steps) {
            texts.add(text);
            if (looksOnly) {
              expect([undefined, text]).toContain(cache.get(text));
              continue;
            }
            cache.set(text, text);
            const fits = text.length <= capacity;
            expect(cache.get(text)).toBe(fits ? text : undefined);
            const held = [...texts].filter((each) => cache.get(each) !== undefined);
            expect(held.join("").length).toBeLessThanOrEqual(capacity);
          }
        },
      ),
    );
  });

  test("lets go of what was seen longest ago", () => {
    const cache = new DocumentCache<number>(3);
    cache.set("a", 1);
    cache.set("b", 2);
    cache.set("c", 3);
    cache.get("a");
    cache.set("d", 4);
    expect(["a", "b", "c", "d"].map((text) => cache.get(text))).toEqual([1, undefined, 3, 4]);
  });
});
