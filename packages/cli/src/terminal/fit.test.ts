import { describe, expect, it } from "vitest";
import { fit } from "./fit.ts";

describe("fit", () => {
  it("leaves a line that fits, with its colours", () => {
    expect(fit("\u001b[31mred\u001b[39m", 3)).toBe("\u001b[31mred\u001b[39m");
  });

  it("cuts a line that doesn't, and says so", () => {
    expect(fit("\u001b[31mred\u001b[39m and more", 6)).toBe("red a…");
  });
});
