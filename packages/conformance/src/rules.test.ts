// The validation rules of the protocol: that they can be checked at all, and that what they refuse is refused by name.

import { create } from "@bufbuild/protobuf";
import { createValidator } from "@bufbuild/protovalidate";
import { ActionEventSchema, RunDeclarationSchema } from "@runledger/proto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryMessage } from "./arbitrary-message.ts";
import { ourRegistry } from "./our-registry.ts";

const validator = createValidator();
const messages = [...ourRegistry].flatMap((type) =>
  type.kind === "message" && type.typeName.startsWith("runledger.") ? [type] : [],
);

describe("the rules", () => {
  test.for(messages)("of $typeName give an answer about any message", (desc) => {
    const options = {
      depth: 2,
      wants: () => true,
      numbersOf: ({ values }: { values: { number: number }[] }) =>
        values.map(({ number }) => number),
    };
    fc.assert(
      fc.property(arbitraryMessage(desc, options), (message) => {
        // An error is a rule that can't be compiled or run; a message is valid or not.
        expect(validator.validate(desc, message).kind).not.toBe("error");
      }),
      { numRuns: 30 },
    );
  });

  const run = { project: "p", domain: "d", name: "r" };
  const event = { id: { run, name: "a0" }, attempt: 1 };

  test.for([
    [
      "no action",
      { ...event, id: {} },
      "id.run: required, id.name: string.min_len, id.name: string.pattern",
    ],
    ["no attempt", { ...event, attempt: 0 }, "attempt: uint32.gt"],
    [
      "a name with a line break",
      { ...event, id: { run, name: "a\nb" } },
      "id.name: string.pattern",
    ],
    [
      "a run with a slash in its name",
      { ...event, id: { run: { ...run, name: "a/b" }, name: "a0" } },
      "id.run.name: string.pattern",
    ],
    [
      "a cluster's name without an end",
      { ...event, cluster: "x".repeat(256) },
      "cluster: string.max_len",
    ],
    [
      "more than a thousand links",
      { ...event, logInfo: Array.from({ length: 1001 }, () => ({})) },
      "log_info: repeated.max_items",
    ],
  ] as const)("refuse a report with %s", ([, init, expected]) => {
    const result = validator.validate(ActionEventSchema, create(ActionEventSchema, init));
    const told = result.violations?.map(
      ({ field, ruleId }) =>
        `${field.map((part) => ("name" in part ? part.name : "")).join(".")}: ${ruleId}`,
    );
    expect(told?.join(", ")).toBe(expected);
  });

  test("take a report that says as little as can be, and a run by a name of any engine", () => {
    expect(validator.validate(ActionEventSchema, create(ActionEventSchema, event)).kind).toBe(
      "valid",
    );
    for (const name of ["r4f8", "Montage.2026-11_A", "7", "x".repeat(63)]) {
      const declared = create(RunDeclarationSchema, { id: { ...run, name } });
      expect({ name, kind: validator.validate(RunDeclarationSchema, declared).kind }).toEqual({
        name,
        kind: "valid",
      });
    }
  });
});
