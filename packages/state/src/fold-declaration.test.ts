import { type MessageInitShape, create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { ActionPhase } from "@runledger/proto/core/v1";
import {
  ActionDeclarationSchema,
  ActionMetadataSchema,
  ActionRecordSchema,
  SimpleType,
  TaskSpecSchema,
} from "@runledger/proto/run/v1";
import { WireType } from "@bufbuild/protobuf/wire";
import { describe, expect, test } from "vitest";
import { phaseOf } from "./current.ts";
import { emptyRecord } from "./empty-record.ts";
import { type DeclarationResult, foldDeclaration } from "./fold-declaration.ts";
import { LEDGER_VERSION } from "./ledger-report.ts";
import { at } from "./testing/at.ts";
import { recordOf } from "./testing/record-of.ts";
import { report } from "./testing/report.ts";

type Init = MessageInitShape<typeof ActionDeclarationSchema>;
type Declared = Extract<DeclarationResult, { kind: "declared" }>;

const { QUEUED, RUNNING, PAUSED, SUCCEEDED } = ActionPhase;
const task = { name: "a1", spec: { case: "task", value: { shortName: "train" } } } as const;
const condition = {
  name: "a1",
  spec: {
    case: "condition",
    value: { name: "approve", type: { type: { case: "simple", value: SimpleType.BOOLEAN } } },
  },
} as const;

function declare(init: Init, over?: Declared, seconds = 1): DeclarationResult {
  const declaration = create(ActionDeclarationSchema, init);
  return foldDeclaration(over?.record ?? emptyRecord(), over?.metadata, declaration, at(seconds));
}

function declared(init: Init): Declared {
  const result = declare(init);
  if (result.kind !== "declared") throw new Error(JSON.stringify(result));
  return result;
}

/** A task's spec of which this schema knows nothing: all that it says is in field 99. */
function unknownSpec(byte: number): NonNullable<Init["spec"]> {
  const value = create(TaskSpecSchema);
  value.$unknown = [{ no: 99, wireType: WireType.Varint, data: new Uint8Array([byte]) }];
  return { case: "task", value };
}

describe("a declaration", () => {
  test("queues the action by the ledger's own report", () => {
    const { record, events } = declared(task);
    expect(record).toMatchObject({ declared: true, createdTime: at(1), spec: task.spec });
    expect(phaseOf(record)).toBe(QUEUED);
    expect(events).toMatchObject([
      {
        attempt: 1,
        phase: QUEUED,
        version: LEDGER_VERSION,
        producer: "runledger",
        updatedTime: at(1),
      },
    ]);
  });

  test("says itself when it was queued, or else the time at which it was told holds", () => {
    expect(declared({ ...task, createdTime: at(-5) }).record.createdTime).toEqual(at(-5));
    expect(declared(task).record.createdTime).toEqual(at(1));
  });

  test("of a condition makes it wait at once", () => {
    const { record, events } = declared(condition);
    expect(phaseOf(record)).toBe(PAUSED);
    expect(events.map(({ phase }) => phase)).toEqual([QUEUED, PAUSED]);
  });

  test("that comes after reports leaves the action where they brought it", () => {
    const record = recordOf([report({ phase: SUCCEEDED, updatedTime: at(9) })]);
    const result = foldDeclaration(record, undefined, create(ActionDeclarationSchema, task), at(1));
    expect(result).toMatchObject({ kind: "declared" });
    expect("record" in result && phaseOf(result.record)).toBe(SUCCEEDED);
  });

  test("of a condition that was reported at work leaves out that it waits", () => {
    const record = recordOf([report({ phase: RUNNING })]);
    const declaration = create(ActionDeclarationSchema, condition);
    const result = foldDeclaration(record, undefined, declaration, at(1));
    expect("events" in result && result.events.map(({ phase }) => phase)).toEqual([QUEUED]);
  });
});

describe("a second declaration", () => {
  const first = declared({ ...task, metadata: { group: "g" } });

  test.each([
    { what: "the same", init: { ...task, metadata: { group: "g" } }, kind: "same" },
    {
      what: "the same, with what follows from it said",
      init: { ...task, metadata: { group: "g", parent: "a0" } },
      kind: "same",
    },
    {
      what: "the same with the time that holds",
      init: { ...task, metadata: { group: "g" }, createdTime: at(1) },
      kind: "same",
    },
    { what: "another group", init: { ...task, metadata: { group: "h" } }, kind: "conflict" },
    {
      what: "another parent",
      init: { ...task, metadata: { group: "g", parent: "p" } },
      kind: "conflict",
    },
    { what: "another spec", init: { ...condition, metadata: { group: "g" } }, kind: "conflict" },
    {
      what: "another time",
      init: { ...task, metadata: { group: "g" }, createdTime: at(2) },
      kind: "conflict",
    },
  ] satisfies { what: string; init: Init; kind: string }[])(
    "of $what is $kind",
    ({ init, kind }) => {
      expect(declare(init, first, 99)).toMatchObject(
        kind === "conflict" ? { kind, rule: "RL306" } : { kind },
      );
    },
  );

  test("is compared in the fields that this program doesn't know too", () => {
    const before = declared({ name: "a1", spec: unknownSpec(1) });
    const stored = fromBinary(ActionRecordSchema, toBinary(ActionRecordSchema, before.record));
    const known: Declared = { ...before, record: stored };
    expect(declare({ name: "a1", spec: unknownSpec(1) }, known).kind).toBe("same");
    expect(declare({ name: "a1", spec: unknownSpec(2) }, known).kind).toBe("conflict");
  });

  test("says where inputs lie, and where outputs go, once and for all", () => {
    const addressed = { ...task, inputUri: "s3://in", runOutputBase: "s3://out" };
    const before = declared(addressed);
    expect(before.record).toMatchObject({ inputUri: "s3://in", runOutputBase: "s3://out" });
    expect(declare(addressed, before).kind).toBe("same");
    expect(declare({ ...addressed, inputUri: "s3://other" }, before).kind).toBe("conflict");
    expect(declare({ ...addressed, runOutputBase: "" }, before).kind).toBe("conflict");
  });

  test("of an action that was known from reports alone is the first", () => {
    const record = recordOf([report({ phase: RUNNING })]);
    const metadata = create(ActionMetadataSchema, { parent: "a0" });
    const declaration = create(ActionDeclarationSchema, { ...task, metadata: { parent: "other" } });
    expect(foldDeclaration(record, metadata, declaration, at(1))).toMatchObject({
      kind: "declared",
      metadata: { parent: "other" },
    });
  });
});

describe("a declaration that contradicts itself is refused", () => {
  test.each([
    {
      init: { name: "a0", metadata: { parent: "a1" } },
      rule: "RL305",
      says: 'metadata.parent: "a1"',
    },
    {
      init: { name: "a1", metadata: { parent: "a1" } },
      rule: "RL305",
      says: "is the action itself",
    },
    {
      init: { ...condition, metadata: { spec: { case: "task", value: {} } } },
      rule: "RL306",
      says: "metadata.task",
    },
  ] satisfies { init: Init; rule: string; says: string }[])(
    "by $rule: $says",
    ({ init, rule, says }) => {
      expect(declare(init)).toMatchObject({
        kind: "conflict",
        rule,
        message: expect.stringContaining(says),
      });
    },
  );
});
