import * as fc from "fast-check";
import { expect, test } from "vitest";
import { LineSplitter } from "./line-splitter.ts";

test("gives the same lines however the bytes are cut", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), fc.array(fc.nat(40)), (parts, cuts) => {
      const text = parts.map((part) => part.replaceAll(/[\r\n]/g, "")).join("\n");
      const bytes = Buffer.from(text);
      const splitter = new LineSplitter();
      const lines: string[] = [];
      let from = 0;
      for (const cut of cuts) {
        lines.push(...splitter.push(bytes.subarray(from, from + cut)));
        from += cut;
      }
      lines.push(...splitter.push(bytes.subarray(from)), ...splitter.rest());
      const expected = text.split("\n");
      if (expected.at(-1) === "") expected.pop();
      expect(lines).toEqual(expected);
    }),
  );
});

test("cuts a line without end", () => {
  const splitter = new LineSplitter();
  const lines = Array.from({ length: 10 }, () => splitter.push(Buffer.alloc(20_000, "x"))).flat();
  expect(lines.map((line) => line.length)).toEqual([65_536, 65_536, 65_536]);
  expect(splitter.rest().map((line) => line.length)).toEqual([200_000 - 3 * 65_536]);
});
