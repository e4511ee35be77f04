import { ScalarType } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { scalarText } from "./scalar-text.ts";

test.each([
  [0, "0"],
  [-0, "-0"],
  [0.1, "0.1"],
  [16_777_216, "16777216"],
  [3.402_823_5e38, "3.4028235e+38"],
  // Far below the least normal one few digits tell a float from its neighbours.
  [-8 * 2 ** -149, "-1.1e-44"],
  [2 ** -149, "1e-45"],
  [Number.NaN, '"NaN"'],
  [-Infinity, '"-Infinity"'],
])("a float is written with as few digits as it takes: %s is %s", (value, text) => {
  expect(scalarText(ScalarType.FLOAT)(Math.fround(value))).toBe(text);
});
