import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRunName } from "../command/parse-values.ts";
import { runName } from "./run-name.ts";

describe("runName", () => {
  it("makes a name that a ledger takes of any title", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (title) => {
        const name = runName(title, [title]);
        expect(parseRunName(name)).toBe(name);
      }),
    );
  });

  it("follows from what is told", () => {
    expect(runName("montage", ["a", "b"])).toBe(runName("montage", ["a", "b"]));
    expect(runName("montage", ["a", "b"])).not.toBe(runName("montage", ["ab"]));
    expect(runName("turbo run build", ["x"])).toMatch(/^turbo-run-build-[0-9a-f]{8}$/);
  });
});
