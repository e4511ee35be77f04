import { expect, test } from "vitest";
import { murmur3 } from "./murmur3.ts";
import { writeText } from "./write-text.ts";

// Printed by another implementation (murmurhash3js-revisited 3.0.0, x86.hash128).
test.each([
  ["", "00000000000000000000000000000000"],
  ["a", "a794933c5556b01b5556b01b5556b01b"],
  ["hello", "2b2444a0db91def79adb31b69adb31b6"],
  ["0123456789abcde", "3c76c46d4d0818c0add433daa78673fa"],
  ["0123456789abcdef", "fb7d440936aed30a48ad1d9b572b3bfd"],
  ["The quick brown fox jumps over the lazy dog", "2f1583c3ecee2c675d7bf66ce5e91d2c"],
  ["Zürich 東京 🚀", "b4bcdc25ae4bf13229b24a28a6f88256"],
])("the hash of %j is %s", (text, expected) => {
  const bytes = new Uint8Array(3 * text.length);
  const length = writeText(text, bytes);
  expect([...bytes.slice(0, length)]).toEqual([...new TextEncoder().encode(text)]);
  const words = new Uint32Array(4);
  murmur3(bytes, length, words);
  expect([...words].map((word) => word.toString(16).padStart(8, "0")).join("")).toBe(expected);
});
