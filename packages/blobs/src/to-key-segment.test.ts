import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isKey } from "./check-key.ts";
import { toKeySegment } from "./to-key-segment.ts";

test("makes a segment of any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 250 }), (text) => isKey(toKeySegment(text))),
  );
});

test.each([
  ["model v2.tar.gz", "model_v2.tar.gz"],
  ["../../etc/passwd", "___.._etc_passwd"],
  ["", "_"],
  ["already-fine_1.0", "already-fine_1.0"],
])("makes of %j %j", (text, segment) => {
  expect(toKeySegment(text)).toBe(segment);
});
