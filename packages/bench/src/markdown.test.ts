import { expect, test } from "vitest";
import { table, three, times } from "./markdown.ts";

test("a table has a rule below its head", () => {
  expect(table(["what", "ns"], [["build", "3"]])).toBe(
    "| what | ns |\n| --- | --: |\n| build | 3 |",
  );
});

test.each([
  [0, "0"],
  [0.012345, "0.0123"],
  [1.2345, "1.23"],
  [12.345, "12.3"],
  [123.45, "123"],
  [1_234_567, "1,234,567"],
  [Number.NaN, "–"],
])("%d is written as %s", (value, text) => {
  expect(three(value)).toBe(text);
});

test("a ratio of what isn't there is none", () => {
  expect(times(6, 4)).toBe("1.5×");
  expect(times(6, 0)).toBe("–");
  expect(times(Number.NaN, 1)).toBe("–");
});
