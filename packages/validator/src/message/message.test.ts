import { create, createRegistry, fromJson } from "@bufbuild/protobuf";
import { createValidator } from "@bufbuild/protovalidate";
import { TaskLogSchema } from "@runledger/proto/core/v1";
import {
  type ActionEvent,
  ActionEventSchema,
  RunDeclarationSchema,
  RunIdentifierSchema,
} from "@runledger/proto/run/v1";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fingerprint } from "../stream/fingerprint.ts";
import { histories, patience } from "../testing/histories.ts";
import { compileCheck } from "./compile-check.ts";
import { messageSchema } from "./standard-schema.ts";
import { validateMessage } from "./validate-message.ts";

const text = fc.oneof(
  fc.constantFrom("", "a", "r8f7a6b5c4d3", "-a", "a-", "a/b", "a\u0000b", "ü", "😀"),
  fc.string({ maxLength: 4 }),
  fc.integer({ min: 60, max: 66 }).map((length) => "x".repeat(length)),
  fc.integer({ min: 30, max: 33 }).map((length) => "😀".repeat(length)),
);

const run = fc.record({ org: text, project: text, domain: text, name: text }, { requiredKeys: [] });

const event: fc.Arbitrary<ActionEvent> = fc
  .record(
    {
      id: fc.record({ run, name: text }, { requiredKeys: [] }),
      attempt: fc.constantFrom(0, 1, 2, 4_294_967_295),
      phase: fc.nat(12),
      version: fc.nat(3),
      producer: fc.oneof(text, fc.constantFrom("x".repeat(255), "x".repeat(256))),
      cluster: text,
      logInfo: fc.array(
        fc.record(
          {
            name: text,
            uri: text,
            ttl: fc.record({ seconds: fc.bigInt(-2n, 2n), nanos: fc.constantFrom(-1, 0, 1) }),
          },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      ),
      clusterEvents: fc.array(
        fc.record({ message: text, count: fc.integer({ min: -1, max: 1 }) }),
        { maxLength: 2 },
      ),
      cacheStatus: fc.nat(9),
      error: fc.record({ code: text, kind: fc.nat(4) }),
    },
    { requiredKeys: [] },
  )
  .map((init) => create(ActionEventSchema, init as never));

describe("the compiled check", () => {
  const validator = createValidator();

  test("is sure only of what protovalidate takes", { timeout: patience }, () => {
    const check = compileCheck(ActionEventSchema);
    let sure = 0;
    fc.assert(
      fc.property(event, (message) => {
        if (!check(message)) return;
        sure += 1;
        expect(validator.validate(ActionEventSchema, message).kind).toBe("valid");
      }),
      { numRuns: Math.max(1000, histories * 3) },
    );
    expect(sure).toBeGreaterThan(0);
  });

  test("is sure of the usual", () => {
    const usual = create(ActionEventSchema, {
      id: { run: { project: "shop", domain: "production", name: "nightly-7" }, name: "train" },
      attempt: 1,
      phase: 4,
      logInfo: [{ name: "main", uri: "https://logs.example/7", ttl: { seconds: 60n } }],
      clusterEvents: [{ message: "Pulled", count: 3 }],
      error: { code: "ValueError", message: "no such column" },
    });
    expect(compileCheck(ActionEventSchema)(usual)).toBe(true);
    const declaration = create(RunDeclarationSchema, {
      id: { project: "shop", domain: "production", name: "nightly-7" },
      root: { name: "a0" },
    });
    expect(compileCheck(RunDeclarationSchema)(declaration)).toBe(true);
  });
});

describe("validateMessage", () => {
  test("names the rule, the field, the schema's own rule and the value", () => {
    const message = create(ActionEventSchema, {
      id: { run: { project: "p/q", domain: "d", name: "r" }, name: "a" },
      attempt: 1,
      producer: "engine",
      logInfo: [{ name: "main", uri: "x" }, { name: "main" }],
    });
    const result = validateMessage(ActionEventSchema, message);
    if (result.kind !== "violations") throw new Error(result.kind);
    expect(result.violations).toMatchObject([
      { rule: "RL101", field: "id.run.project", rulePath: "string.pattern", value: '"p/q"' },
      { rule: "RL108", field: "log_info[1].uri", rulePath: "", value: '""' },
    ]);
  });

  test("finds a ttl below zero", () => {
    const log = create(TaskLogSchema, { name: "main", uri: "x", ttl: { seconds: -1n } });
    expect(validateMessage(TaskLogSchema, log)).toMatchObject({
      kind: "violations",
      violations: [{ rule: "RL101", field: "ttl", rulePath: "duration.gte" }],
    });
  });

  test("takes what is right", () => {
    const message = create(RunIdentifierSchema, { project: "p", domain: "d", name: "r" });
    expect(validateMessage(RunIdentifierSchema, message)).toEqual({ kind: "valid", message });
  });
});

describe("the Standard Schema", () => {
  const schema = messageSchema(RunIdentifierSchema)["~standard"];

  test("gives the message of an object with its fields", () => {
    const result = schema.validate({ project: "p", domain: "d", name: "r" });
    expect(result).toEqual({
      value: create(RunIdentifierSchema, { project: "p", domain: "d", name: "r" }),
    });
  });

  test.for([[null], ["text"], [[1]], [create(TaskLogSchema)]])("refuses %o", ([value]) => {
    expect(schema.validate(value).issues).toHaveLength(1);
  });

  test("says where, by the names of the object", () => {
    const result = messageSchema(ActionEventSchema)["~standard"].validate({
      id: { run: { project: "p", domain: "d", name: "r" }, name: "a" },
      attempt: 1,
      producer: "engine",
      logInfo: [{ name: "main" }],
    });
    expect(result.issues).toMatchObject([{ path: ["logInfo", 0, "uri"], rule: "RL108" }]);
  });
});

describe("a fingerprint", () => {
  test("is the same where two messages say the same, and else isn't", { timeout: patience }, () => {
    const registry = createRegistry(ActionEventSchema);
    expect(registry.getMessage(ActionEventSchema.typeName)).toBe(ActionEventSchema);
    const seen = new Map<number, string>();
    fc.assert(
      fc.property(event, (message) => {
        const bytes = JSON.stringify(message, (_, value: unknown) =>
          typeof value === "bigint" ? `${value}` : value,
        );
        const print = fingerprint(message);
        expect(fingerprint(structuredClone(message))).toBe(print);
        expect(seen.get(print) ?? canonical(bytes)).toBe(canonical(bytes));
        seen.set(print, canonical(bytes));
      }),
      { numRuns: histories },
    );
  });

  test("doesn't mind the order of fields, nor what is set to nothing", () => {
    const one = fromJson(ActionEventSchema, { attempt: 1, cluster: "c", version: 0 });
    const other = fromJson(ActionEventSchema, { cluster: "c", attempt: 1 });
    expect(fingerprint(one)).toBe(fingerprint(other));
    expect(fingerprint(one, "cluster")).not.toBe(fingerprint(one));
  });
});

/** The content without what is set to nothing. */
function canonical(json: string): string {
  const clean = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value)
      .map(([key, each]) => [key, clean(each)] as const)
      .filter(([, each]) => each !== "" && each !== 0 && each !== "0" && each !== false)
      .filter(([, each]) => !(Array.isArray(each) && each.length === 0));
    return Object.fromEntries(entries.toSorted(([a], [b]) => a.localeCompare(b, "en")));
  };
  return JSON.stringify(clean(JSON.parse(json)));
}
