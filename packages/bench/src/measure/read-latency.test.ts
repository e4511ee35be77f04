import { expect, test } from "vitest";
import { readLatency } from "./read-latency.ts";

test("reads go through all of the memory and come back, and take time", () => {
  expect(readLatency(1 << 16)).toBeGreaterThan(0.1);
});
