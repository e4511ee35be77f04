import type { JsonValue } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { type Direction, directionOf } from "./direction.ts";

test.each<readonly [string, JsonValue | undefined, JsonValue | undefined, Direction]>([
  ["string.minLen", "1", "2", "tightened"],
  ["string.minLen", "2", "1", "loosened"],
  ["int64.lt", "9007199254740993", "9007199254740992", "tightened"],
  ["repeated.maxItems", "10", "11", "loosened"],
  ["duration.lte", "60s", "1.5s", "tightened"],
  ["timestamp.gt", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "tightened"],
  ["double.gte", "NaN", 1, "undecided"],
  ["string.in", ["a", "b"], ["a"], "tightened"],
  ["string.in", ["a"], ["a", "b"], "loosened"],
  ["string.in", ["a", "b"], ["b", "a"], "same"],
  ["string.in", ["a"], ["b"], "replaced"],
  ["string.notIn", ["a"], ["a", "b"], "tightened"],
  ["string.notIn", ["a", "b"], ["a"], "loosened"],
  ["required", undefined, true, "tightened"],
  ["required", true, undefined, "loosened"],
  ["required", undefined, false, "same"],
  ["string.pattern", "^a$", "^a{1}$", "undecided"],
  ["string.pattern", undefined, "^a$", "tightened"],
  ["repeated.items.string.email", true, undefined, "loosened"],
  ["cel.name.starts", "this > 1", "1 < this", "undecided"],
  ["cel.name.starts", undefined, "this > 1", "tightened"],
  ["ignore", undefined, "IGNORE_ALWAYS", "loosened"],
  ["ignore", "IGNORE_ALWAYS", "IGNORE_IF_ZERO_VALUE", "tightened"],
  ["string.example", ["a"], ["b"], "same"],
  ["string.const", "a", "b", "replaced"],
])("%s from %j to %j is %s", (path, before, after, direction) => {
  expect(directionOf(path, before, after)).toBe(direction);
});
