import { rules } from "@runledger/state";
import { describe, expect, test } from "vitest";
import { actionId, at, declaration, report, runId } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { PAUSED, QUEUED, RUNNING } from "../testing/phases.ts";

const run = runId("r");

describe("declaring actions", () => {
  test("creates the run with its root, and the actions queued", async () => {
    const { ledger } = await open();
    const results = await ledger.declareActions(run, [
      declaration("x", { createdTime: at(5) }),
      declaration("y", {
        metadata: { parent: "x" },
        spec: { case: "condition", value: { name: "ok?" } },
      }),
    ]);
    expect(results).toEqual([
      { kind: "declared", revision: 2 },
      { kind: "declared", revision: 4 },
    ]);
    const { items } = await ledger.listActions(run);
    expect(items.map(({ id, status }) => [id?.name, status?.phase])).toEqual([
      ["a0", QUEUED],
      ["x", QUEUED],
      ["y", PAUSED],
    ]);
  });

  test("the same again is the same, something else is refused, and the first stands", async () => {
    const { ledger } = await open();
    await ledger.declareActions(run, [declaration("x", { metadata: { group: "g" } })]);
    const before = await ledger.getRun(run);
    const results = await ledger.declareActions(run, [
      declaration("x", { metadata: { group: "g" } }),
      declaration("x", { metadata: { group: "other" } }),
      declaration(""),
    ]);
    expect(results).toMatchObject([
      { kind: "same" },
      { kind: "refused", rule: "RL306" },
      { kind: "refused", rule: "RL101" },
    ]);
    expect(await ledger.getRun(run)).toEqual(before);
  });

  test("a run is not created where everything is refused", async () => {
    const { ledger } = await open();
    const results = await ledger.declareActions(run, [
      declaration("x", { metadata: { parent: "x" } }),
    ]);
    expect(results).toMatchObject([{ kind: "refused", rule: "RL305" }]);
    expect(await ledger.getRun(run)).toBeUndefined();
  });

  test("after its reports: they stand, and the action finds its place", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING), report("r", "y", RUNNING)]);
    await ledger.declareActions(run, [
      declaration("x", { metadata: { parent: "y", maxAttempts: 3 } }),
    ]);
    const details = await ledger.getActionDetails(actionId("r", "x"));
    expect(details).toMatchObject({
      metadata: { parent: "y", maxAttempts: 3 },
      status: { phase: RUNNING },
    });
  });

  test("an action that moves gives its old parent a revision, whose counts change", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING), report("r", "y", RUNNING)]);
    const before = await ledger.getRun(run);
    await ledger.declareActions(run, [declaration("x", { metadata: { parent: "y" } })]);
    const root = await ledger.getAction(actionId("r", "a0"));
    expect(root?.status?.revision).toBe((before?.revision ?? 0n) + 1n);
  });
});

describe("a ring", () => {
  const chain = (names: readonly string[]) =>
    names.map((name, index) =>
      declaration(name, { metadata: { parent: names[index - 1] ?? "a0" } }),
    );

  test("of actions that were reported is refused where it would close", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    const results = await ledger.declareActions(run, [
      declaration("y", { metadata: { parent: "x" } }),
      declaration("z", { metadata: { parent: "y" } }),
      declaration("x", { metadata: { parent: "z" } }),
    ]);
    expect(results).toMatchObject([
      { kind: "declared" },
      { kind: "declared" },
      { kind: "refused", rule: "RL305" },
    ]);
    expect(results[2]).toHaveProperty("message", expect.stringContaining(rules.RL305.wayOut));
  });

  test("is seen over actions that this ledger has never loaded", async () => {
    const { ledger, store } = await open();
    await ledger.record([report("r", "top", RUNNING)]);
    await ledger.declareActions(run, chain(["u", "v", "w"]));
    await ledger.declareActions(run, [declaration("x", { metadata: { parent: "w" } })]);
    const { ledger: other } = await open({ store });
    await other.record([report("r", "later", RUNNING)]);
    await other.declareActions(run, [declaration("y", { metadata: { parent: "later" } })]);
    const results = await other.declareActions(run, [
      declaration("z", { metadata: { parent: "y" } }),
      declaration("later", { metadata: { parent: "z" } }),
      declaration("top", { metadata: { parent: "x" } }),
    ]);
    expect(results).toMatchObject([
      { kind: "declared" },
      { kind: "refused", rule: "RL305" },
      { kind: "declared" },
    ]);
  });

  test("is seen when the last link was missing: the parent that all waited for", async () => {
    const { ledger } = await open();
    await ledger.declareActions(run, [
      declaration("x", { metadata: { parent: "missing" } }),
      declaration("y", { metadata: { parent: "x" } }),
    ]);
    const results = await ledger.declareActions(run, [
      declaration("missing", { metadata: { parent: "y" } }),
    ]);
    expect(results).toMatchObject([{ kind: "refused", rule: "RL305" }]);
  });

  test("is seen over an action that has moved since its way up was remembered", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    await ledger.declareActions(run, [declaration("y", { metadata: { parent: "x" } })]);
    const results = await ledger.declareActions(run, [
      declaration("z", { metadata: { parent: "y" } }),
      declaration("x", { metadata: { parent: "u" } }),
      declaration("u", { metadata: { parent: "z" } }),
    ]);
    expect(results).toMatchObject([
      { kind: "declared" },
      { kind: "declared" },
      { kind: "refused", rule: "RL305" },
    ]);
  });

  test("is seen in one batch that moves an action below its own child", async () => {
    const { ledger } = await open();
    const results = await ledger.record([
      report("r", "x", RUNNING),
      {
        ...report("r", "y", RUNNING),
        declaration: declaration("y", { metadata: { parent: "x" } }),
      },
      {
        ...report("r", "x", RUNNING),
        declaration: declaration("x", { metadata: { parent: "y" } }),
      },
    ]);
    expect(results[2]).toMatchObject({
      kind: "duplicate",
      declaration: { kind: "refused", rule: "RL305" },
    });
  });
});
