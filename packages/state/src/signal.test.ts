import { create } from "@bufbuild/protobuf";
import { ActionPhase } from "@runledger/proto/core/v1";
import {
  ActionDeclarationSchema,
  type ActionRecord,
  EnrichedIdentitySchema,
  type Literal,
  LiteralSchema,
  type Primitive,
  SimpleType,
} from "@runledger/proto/run/v1";
import { describe, expect, test } from "vitest";
import { phaseOf } from "./current.ts";
import { emptyRecord } from "./empty-record.ts";
import { foldDeclaration } from "./fold-declaration.ts";
import { LEDGER_VERSION } from "./ledger-report.ts";
import { signal } from "./signal.ts";
import { at } from "./testing/at.ts";
import { recordOf } from "./testing/record-of.ts";
import { report } from "./testing/report.ts";

const { QUEUED, PAUSED, SUCCEEDED, TIMED_OUT } = ActionPhase;
const somebody = create(EnrichedIdentitySchema, {
  principal: { case: "user", value: { id: { subject: "ada" } } },
});

function literal(value: Primitive["value"], hash = ""): Literal {
  return create(LiteralSchema, {
    value: { case: "scalar", value: { value: { case: "primitive", value: { value } } } },
    hash,
  });
}

/** A condition that waits for a signal of a type. */
function waiting(type: SimpleType | undefined): ActionRecord {
  const simple =
    type === undefined ? {} : { type: { type: { case: "simple" as const, value: type } } };
  const declaration = create(ActionDeclarationSchema, {
    name: "a1",
    spec: { case: "condition", value: { name: "approve", ...simple } },
  });
  const result = foldDeclaration(emptyRecord(), undefined, declaration, at(1));
  if (result.kind !== "declared") throw new Error(result.kind);
  return result.record;
}

const values = {
  integer: literal({ case: "integer", value: 3n }),
  float: literal({ case: "floatValue", value: 0.5 }),
  text: literal({ case: "stringValue", value: "go" }),
  yes: literal({ case: "boolean", value: true }),
  no: literal({ case: "boolean", value: false }),
  time: literal({ case: "datetime", value: at(1) }),
  nothing: create(LiteralSchema),
};

describe("a signal", () => {
  test.each([
    { type: SimpleType.INTEGER, value: values.integer },
    { type: SimpleType.FLOAT, value: values.float },
    { type: SimpleType.STRING, value: values.text },
    { type: SimpleType.BOOLEAN, value: values.no },
  ])("of type $type resolves a condition of that type", ({ type, value }) => {
    const result = signal(waiting(type), undefined, value, somebody, at(5));
    expect(result).toMatchObject({
      kind: "signalled",
      events: [{ attempt: 1, phase: SUCCEEDED, version: LEDGER_VERSION, updatedTime: at(5) }],
      record: { signal: { output: value, signalledBy: somebody } },
    });
    expect("record" in result && phaseOf(result.record)).toBe(SUCCEEDED);
  });

  test.each([
    {
      type: SimpleType.BOOLEAN,
      value: values.text,
      says: "value: stringValue was given, where true or false",
    },
    {
      type: SimpleType.INTEGER,
      value: values.float,
      says: "value: floatValue was given, where a whole number",
    },
    { type: SimpleType.BOOLEAN, value: values.nothing, says: "value: nothing was given" },
    {
      type: SimpleType.DATETIME,
      value: values.time,
      says: "wasn't declared with a type that can be signalled",
    },
    {
      type: undefined,
      value: values.yes,
      says: "wasn't declared with a type that can be signalled",
    },
  ])("is refused where it doesn't fit: $says", ({ type, value, says }) => {
    expect(signal(waiting(type), undefined, value, somebody, at(5))).toMatchObject({
      kind: "refused",
      reason: "wrong-type",
      message: expect.stringContaining(says),
    });
  });

  test("repeated is the same, whatever hash it comes with; another one is refused", () => {
    const first = signal(waiting(SimpleType.BOOLEAN), undefined, values.yes, somebody, at(5));
    const record = "record" in first ? first.record : emptyRecord();
    const hashed = literal({ case: "boolean", value: true }, "h");
    expect(signal(record, undefined, values.yes, undefined, at(9))).toEqual({ kind: "same" });
    expect(signal(record, undefined, hashed, undefined, at(9))).toEqual({ kind: "same" });
    expect(signal(record, undefined, values.no, somebody, at(9))).toMatchObject({
      kind: "refused",
      reason: "other-value",
    });
  });

  test("is refused after the end", () => {
    const ended = recordOf([report({ phase: TIMED_OUT })], undefined, waiting(SimpleType.BOOLEAN));
    expect(signal(ended, undefined, values.yes, somebody, at(9))).toMatchObject({
      kind: "refused",
      reason: "ended",
      message: expect.stringContaining("TIMED_OUT"),
    });
  });

  test("is refused before the condition waits", () => {
    const early = {
      ...recordOf([report({ phase: QUEUED })]),
      spec: waiting(SimpleType.BOOLEAN).spec,
    };
    expect(signal(early, undefined, values.yes, somebody, at(9))).toMatchObject({
      kind: "refused",
      reason: "not-waiting",
    });
  });

  test("is refused by what wasn't declared as a condition, though it waits", () => {
    const undeclared = recordOf([report({ phase: PAUSED })]);
    expect(signal(undeclared, undefined, values.yes, somebody, at(9))).toMatchObject({
      kind: "refused",
      reason: "not-a-condition",
    });
  });

  test("needs nobody who gives it", () => {
    const result = signal(waiting(SimpleType.BOOLEAN), undefined, values.yes, undefined, at(5));
    expect("record" in result && result.record.signal?.signalledBy).toBeUndefined();
  });
});
