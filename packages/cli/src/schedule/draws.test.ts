import { describe, expect, it } from "vitest";
import { draws } from "./draws.ts";

describe("draws", () => {
  it("follows from the seed and the name alone", () => {
    expect(draws(1, "a")).toEqual(draws(1, "a"));
    expect(draws(1, "a")).not.toEqual(draws(2, "a"));
    expect(draws(1, "a")).not.toEqual(draws(1, "b"));
  });

  it("is spread evenly between 0 and 1", () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 2000; i += 1) {
      for (const draw of draws(7, String(i))) {
        expect(draw).toBeGreaterThanOrEqual(0);
        expect(draw).toBeLessThan(1);
        tenths[Math.floor(draw * 10)]! += 1;
      }
    }
    // 1000 each are expected; the seed is fixed, so this either always holds or never does.
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(110);
  });
});
