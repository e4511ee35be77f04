import { create } from "@bufbuild/protobuf";
import {
  type EnrichedIdentity,
  EnrichedIdentitySchema,
  type Literal,
  LiteralSchema,
  SimpleType,
} from "@runledger/proto";
import { describe, expect, test } from "vitest";
import type { Ledger } from "../ledger.ts";
import { actionId, declaration, runId } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { PAUSED, SUCCEEDED } from "../testing/phases.ts";

const condition = actionId("r", "approve");

function literal(value: boolean | string): Literal {
  const primitive =
    typeof value === "boolean"
      ? ({ case: "boolean", value } as const)
      : ({ case: "stringValue", value } as const);
  return create(LiteralSchema, {
    value: { case: "scalar", value: { value: { case: "primitive", value: { value: primitive } } } },
  });
}

async function declare(ledger: Ledger): Promise<void> {
  const type = { type: { case: "simple", value: SimpleType.BOOLEAN } } as const;
  await ledger.declareActions(runId("r"), [
    declaration("approve", { spec: { case: "condition", value: { name: "approve", type } } }),
    declaration("task"),
  ]);
}

describe("signalling a condition", () => {
  test("resolves it with the value, and says who did it", async () => {
    const { ledger } = await open();
    await declare(ledger);
    const by = create(EnrichedIdentitySchema, {
      principal: { case: "user", value: { id: { subject: "ada" } } },
    });
    const result = await ledger.signal(condition, literal(true), by);
    expect(result).toMatchObject({ kind: "signalled" });
    const details = await ledger.getActionDetails(condition);
    expect(details?.status?.phase).toBe(SUCCEEDED);
    expect(details?.result).toMatchObject({ case: "signalInfo", value: { signalledBy: by } });
  });

  test("again: the same value is the same, another one is refused", async () => {
    const { ledger } = await open();
    await declare(ledger);
    await ledger.signal(condition, literal(true));
    expect(await ledger.signal(condition, literal(true))).toEqual({ kind: "same" });
    expect(await ledger.signal(condition, literal(false))).toMatchObject({
      kind: "refused",
      reason: "other-value",
      phase: SUCCEEDED,
    });
  });

  test("two at once: one resolves it, the other is told", async () => {
    const { ledger } = await open();
    await declare(ledger);
    const results = await Promise.all([
      ledger.signal(condition, literal(true)),
      ledger.signal(condition, literal(false)),
    ]);
    expect(results.map(({ kind }) => kind)).toEqual(["signalled", "refused"]);
  });

  test.each([
    ["of another type", condition, literal("yes"), "wrong-type", PAUSED],
    ["for what is no condition", actionId("r", "task"), literal(true), "not-a-condition", 1],
  ])("%s: refused", async (_, action, value, reason, phase) => {
    const { ledger } = await open();
    await declare(ledger);
    expect(await ledger.signal(action, value)).toMatchObject({ kind: "refused", reason, phase });
  });

  test("by somebody who can't be written down: an error that says so, and nothing happens", async () => {
    const { ledger } = await open();
    await declare(ledger);
    const by = { principal: { case: "user", value: { id: "ada" } } } as unknown as EnrichedIdentity;
    await expect(ledger.signal(condition, literal(true), by)).rejects.toMatchObject({
      kind: "invalid",
      message: expect.stringContaining("by"),
    });
    expect((await ledger.getAction(condition))?.status?.phase).toBe(PAUSED);
  });

  test("of a run or an action that isn't known", async () => {
    const { ledger } = await open();
    await expect(ledger.signal(condition, literal(true))).rejects.toMatchObject({
      kind: "notFound",
    });
    await declare(ledger);
    await expect(ledger.signal(actionId("r", "x"), literal(true))).rejects.toMatchObject({
      kind: "notFound",
    });
  });
});
