import { describe, expect, it } from "vitest";
import { positionAt } from "./json-position.ts";

describe("positionAt", () => {
  it.each([
    [0, 1, 1],
    [2, 1, 3],
    [3, 2, 1],
    [4, 3, 1],
    [6, 3, 3],
    [99, 3, 3],
  ])("counts offset %i as line %i, column %i", (offset, line, column) => {
    expect(positionAt("ab\n\ncd", offset)).toEqual({ line, column });
  });
});
