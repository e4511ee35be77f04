import { describe, expect, it } from "vitest";
import { formatCounted, formatDuration } from "./format.ts";

describe("formatDuration", () => {
  it.each([
    [0, "0 ms"],
    [999.4, "999 ms"],
    [1000, "1.0 s"],
    [59_940, "59.9 s"],
    [59_960, "1 min 0 s"],
    [65_400, "1 min 5 s"],
    [3_599_600, "1 h 0 min"],
    [6_197_000, "1 h 43 min"],
  ])("writes %d ms as %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe("formatCounted", () => {
  it.each([
    [0, "0 reports"],
    [1, "1 report"],
    [12_345, "12,345 reports"],
  ])("writes %d with its noun: %s", (count, text) => {
    expect(formatCounted(count, "report")).toBe(text);
  });
});
