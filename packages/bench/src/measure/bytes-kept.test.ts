import { expect, test } from "vitest";
import { bytesKept } from "./bytes-kept.ts";

test.each([
  ["an array buffer", () => new Float64Array(1_000_000), 8e6],
  ["objects", () => Array.from({ length: 100_000 }, (_, i) => ({ i, j: i + 0.5 })), 4e6],
])("%s is measured, and what was dropped is not", (_, make, least) => {
  const { made, bytes } = bytesKept(() => {
    make();
    return make();
  });
  expect(made.length).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(least);
  expect(bytes).toBeLessThan(2 * least);
});
