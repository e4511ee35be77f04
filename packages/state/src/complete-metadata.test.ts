import { type MessageInitShape, create } from "@bufbuild/protobuf";
import { ActionDeclarationSchema, ActionType, SimpleType } from "@runledger/proto/run/v1";
import { describe, expect, test } from "vitest";
import { completeMetadata } from "./complete-metadata.ts";

type Init = MessageInitShape<typeof ActionDeclarationSchema>;

const task = { name: "a1", spec: { case: "task", value: { shortName: "train" } } } as const;
const condition = {
  name: "a1",
  spec: {
    case: "condition",
    value: { name: "approve", type: { type: { case: "simple", value: SimpleType.BOOLEAN } } },
  },
} as const;

describe("what follows from a declaration is filled in", () => {
  test.each([
    {
      what: "a child of the root and a task",
      init: {
        name: "a1",
        spec: { case: "task", value: { shortName: "t", taskTemplate: { type: "spark" } } },
      },
      metadata: {
        parent: "a0",
        actionType: ActionType.TASK,
        spec: { case: "task", value: { shortName: "t", taskType: "spark" } },
      },
    },
    {
      what: "a trace",
      init: { name: "a1", spec: { case: "trace", value: {} } },
      metadata: { actionType: ActionType.TRACE, spec: { case: "trace", value: {} } },
    },
    {
      what: "a condition and the type of its signal",
      init: condition,
      metadata: { actionType: ActionType.CONDITION, spec: condition.spec },
    },
    {
      what: "the type alone, where the name is said",
      init: {
        ...condition,
        metadata: { spec: { case: "condition", value: { name: "shown" } } },
      },
      metadata: {
        spec: { case: "condition", value: { name: "shown", type: condition.spec.value.type } },
      },
    },
    {
      what: "the type of the action, from its metadata alone",
      init: { name: "a1", metadata: { spec: { case: "trace", value: { name: "step" } } } },
      metadata: { actionType: ActionType.TRACE },
    },
    { what: "nothing above the root", init: { name: "a0" }, metadata: { parent: "" } },
    { what: "nothing above the root, named or not", init: {}, metadata: { parent: "" } },
  ] as { what: string; init: Init; metadata: object }[])("$what", ({ init, metadata }) => {
    expect(completeMetadata(create(ActionDeclarationSchema, init))).toMatchObject(metadata);
  });

  test("and what is said stays", () => {
    const metadata = { parent: "p", actionType: ActionType.TRACE, group: "g", maxAttempts: 3 };
    expect(completeMetadata(create(ActionDeclarationSchema, { ...task, metadata }))).toMatchObject(
      metadata,
    );
  });
});
