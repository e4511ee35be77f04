import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonPath } from "./json-path.ts";
import { scanJson } from "./scan-json.ts";

/** Every value in a document, with its path. */
function* walk(value: unknown, path: JsonPath = []): Generator<{ path: JsonPath; value: unknown }> {
  yield { path, value };
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    yield* walk(member, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

describe("scanJson", () => {
  it("finds every value of any document where it stands", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (document, indent) => {
        const text = JSON.stringify(document, undefined, indent);
        for (const { path, value } of walk(JSON.parse(text))) {
          const scan = scanJson(text, path);
          if (scan.kind !== "found") throw new Error(`${scan.kind} at ${path.join(".")}`);
          // What stands there starts with the value's own text, up to its first line break.
          const own = JSON.stringify(value, undefined, indent).split("\n")[0] ?? "";
          expect(text.slice(scan.offset, scan.offset + own.length)).toBe(own);
        }
      }),
    );
  });

  it("agrees with JSON.parse on what is broken, for any text cut or changed anywhere", () => {
    const document = fc.jsonValue().map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(
        document,
        fc.nat(),
        fc.constantFrom("", '"', "x", ",", "}", "0", "\u0001", " "),
        (text, at, put) => {
          const place = at % (text.length + 1);
          const changed = text.slice(0, place) + put + text.slice(place + 1);
          let parses = true;
          try {
            JSON.parse(changed);
          } catch {
            parses = false;
          }
          expect(scanJson(changed).kind).toBe(parses ? "absent" : "broken");
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['{"a": [1, 2', 11, ["a", 1], '"," or "]"'],
    ['{"a": {"b": tru}}', 12, ["a", "b"], "a value"],
    ['{"a" 1}', 5, ["a"], '":"'],
    ["{a: 1}", 1, [""], "a name in double quotes"],
    ["[1] 2", 4, [], "the end of the text"],
    ["", 0, [], "a value"],
  ])("says where %j is broken", (text, offset, path, expected) => {
    expect(scanJson(text)).toEqual({ kind: "broken", offset, path, expected });
  });

  it("takes the last of two members of one name, as JSON.parse does", () => {
    expect(scanJson('{"a": 1, "a": 22}', ["a"])).toEqual({ kind: "found", offset: 14 });
  });

  it("is not stopped by depth", () => {
    const depth = 200_000;
    const text = "[".repeat(depth) + "]".repeat(depth);
    expect(scanJson(text)).toEqual({ kind: "absent" });
    expect(scanJson(text.slice(0, -1))).toMatchObject({ kind: "broken", offset: 2 * depth - 1 });
  });
});
