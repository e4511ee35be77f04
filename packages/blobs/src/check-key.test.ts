import { expect, test } from "vitest";
import { checkKey, isKey } from "./check-key.ts";

test("holds keys to their bounds", () => {
  expect(isKey("x".repeat(255))).toBe(true);
  expect(() => checkKey("x".repeat(256))).toThrow("1 to 255 letters");
  expect(isKey(`${"a/".repeat(511)}aa`)).toBe(true);
  expect(() => checkKey(`${"a/".repeat(512)}a`)).toThrow("has 1025 characters. The most is 1024.");
});
