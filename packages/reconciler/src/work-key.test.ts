import { create } from "@bufbuild/protobuf";
import { ActionIdentifierSchema } from "@runledger/proto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { workKey } from "./work-key.ts";

const keyOf = (project: string, name: string, attempt = 1): string =>
  workKey({
    action: create(ActionIdentifierSchema, { run: { project, domain: "d", name: "r" }, name }),
    attempt,
  });

test("plain names stay as they are", () => {
  expect(keyOf("my-project", "a0.b_1", 3)).toBe("my-project/d/r/a0.b_1/3");
});

test("any other name leads nowhere else, and different ones stay different", () => {
  const names = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.constantFrom("..", ".", "", "a/b", "a~2fb", "a b", "a_b", "ä", "x".repeat(181)),
  );
  fc.assert(
    fc.property(names, names, (one, other) => {
      for (const name of [one, other]) {
        const segments = keyOf(name, name).split("/");
        expect(segments).toHaveLength(5);
        for (const segment of segments) expect(segment).toMatch(/^[A-Za-z0-9_~-][\w.~-]{0,179}$/);
      }
      // Halves of surrogate pairs have no bytes of their own.
      if (one.toWellFormed() !== other.toWellFormed())
        expect(keyOf("p", one)).not.toBe(keyOf("p", other));
    }),
  );
});
