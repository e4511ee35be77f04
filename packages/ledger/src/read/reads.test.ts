import { create } from "@bufbuild/protobuf";
import { type Run, RunDeclarationSchema } from "@runledger/proto";
import { describe, expect, test } from "vitest";
import type { Ledger } from "../ledger.ts";
import type { Page } from "../page.ts";
import { actionId, at, declaration, report, runId } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { FAILED, RUNNING, SUCCEEDED } from "../testing/phases.ts";

/** Walks the pages of a list from the first to the last. */
async function pages<T>(list: (after: string | undefined) => Promise<Page<T>>): Promise<T[][]> {
  const all: T[][] = [];
  for (let after: string | undefined; ;) {
    const { cursors, endCursor, hasMore, items } = await list(after);
    expect(cursors).toHaveLength(items.length);
    expect(endCursor).toBe(cursors.at(-1));
    all.push([...items]);
    if (!hasMore) return all;
    after = cursors.at(-1);
  }
}

async function tellRuns(ledger: Ledger): Promise<void> {
  for (const [index, name] of ["r", "s", "t"].entries()) {
    const labels = { team: index === 0 ? "a" : "b" };
    await ledger.createRun(create(RunDeclarationSchema, { id: runId(name), labels }));
  }
  await ledger.record([
    report("s", "x", FAILED, { error: { code: "OOM", message: "out", kind: 1 } }),
  ]);
}

const namesOf = ({ items }: Page<Run>) => items.map(({ action }) => action?.id?.run?.name);

describe("lists", () => {
  test("of runs: pages, the newest first, and filters", async () => {
    const { ledger } = await open();
    await tellRuns(ledger);
    const list = await pages((after) =>
      ledger.listRuns({ limit: 2, ...(after !== undefined && { after }) }),
    );
    expect(list.map((page) => page.map(({ action }) => action?.id?.run?.name))).toEqual([
      ["t", "s"],
      ["r"],
    ]);
    const condition = { kind: "in", values: ["a"] } as const;
    expect(namesOf(await ledger.listRuns({ labels: [{ key: "team", condition }] }))).toEqual(["r"]);
    expect(namesOf(await ledger.listRuns({ havingActionIn: [FAILED] }))).toEqual(["s"]);
  });

  test("of actions: pages in any order, filters, counts by phase", async () => {
    const { ledger } = await open();
    await ledger.record(["c", "b", "a"].map((name) => report("r", name, RUNNING)));
    await ledger.record([report("r", "b", SUCCEEDED)]);
    const sort = [{ column: "name", descending: true }] as const;
    const list = await pages((after) =>
      ledger.listActions(runId("r"), { sort, limit: 3, ...(after !== undefined && { after }) }),
    );
    expect(list.map((page) => page.map(({ id }) => id?.name))).toEqual([["c", "b", "a0"], ["a"]]);
    const filter = [{ column: "parent", condition: { kind: "in", values: ["a0"] } }] as const;
    expect(await ledger.countActions(runId("r"), { filter })).toEqual(
      new Map([
        [RUNNING, 2],
        [SUCCEEDED, 1],
      ]),
    );
  });

  test("of reports, of a run and of an action, from a revision on", async () => {
    const { ledger } = await open();
    await ledger.record([
      report("r", "x", RUNNING),
      report("r", "y", RUNNING),
      report("r", "x", SUCCEEDED),
    ]);
    const list = await pages((after) =>
      ledger.listEvents(runId("r"), { limit: 3, ...(after && { afterRevision: Number(after) }) }),
    );
    expect(list.map((page) => page.map(({ revision }) => revision))).toEqual([[1n, 2n, 3n], [4n]]);
    const { items } = await ledger.listEvents(runId("r"), { action: "x" });
    expect(items.map(({ event }) => event?.phase)).toEqual([RUNNING, SUCCEEDED]);
    await expect(ledger.listEvents(runId("r"), { action: "z" })).rejects.toMatchObject({
      kind: "notFound",
    });
  });

  test("of refused reports, the newest first, by rule and by producer", async () => {
    const { ledger } = await open();
    await ledger.record([
      report("r", "x", SUCCEEDED, { producer: "p" }),
      report("r", "x", FAILED, { producer: "p" }),
      report("r", "x", 0, { producer: "q" }),
      report("r", "x", 99, { producer: "p" }),
    ]);
    const list = await pages((after) =>
      ledger.listQuarantine({ limit: 2, ...(after && { after }) }),
    );
    expect(list.map((page) => page.map(({ rule }) => rule))).toEqual([
      ["RL103", "RL102"],
      ["RL302"],
    ]);
    const { items } = await ledger.listQuarantine({ producer: "p", run: "r" });
    expect(items).toMatchObject([
      { id: 3n, rule: "RL103", event: { phase: 99, producer: "p" } },
      { id: 1n, rule: "RL302", from: SUCCEEDED, fromAttempt: 1, event: { id: { name: "x" } } },
    ]);
  });

  test("of errors by group, of a run and of a project and domain", async () => {
    const { ledger } = await open();
    await tellRuns(ledger);
    await ledger.record([
      report("s", "y", FAILED, {
        error: { code: "OOM", message: "again", kind: 1, timestamp: at(3) },
      }),
    ]);
    const [group] = await ledger.errorGroups({ run: runId("s") });
    expect(group).toMatchObject({ code: "OOM", kind: 1, count: 2n, actions: ["x", "y"] });
    expect(await ledger.errorGroups({ project: "project", domain: "test" })).toEqual([group]);
    expect(await ledger.errorGroups({ project: "project", domain: "other" })).toEqual([]);
  });
});

describe("single things", () => {
  test("what isn't known is undefined", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    expect(await ledger.getRun(runId("s"))).toBeUndefined();
    expect(await ledger.getRunDetails(runId("s"))).toBeUndefined();
    expect(await ledger.getAction(actionId("s", "x"))).toBeUndefined();
    expect(await ledger.getActionDetails(actionId("r", "y"))).toBeUndefined();
  });

  test("many at once come in the order asked for", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING), report("s", "y", RUNNING)]);
    const ids = [actionId("s", "y"), actionId("t", "z"), actionId("r", "z"), actionId("r", "x")];
    const found = await ledger.getActionsDetails(ids);
    expect(found.map((action) => action?.id?.name)).toEqual(["y", undefined, undefined, "x"]);
  });

  test("the organisation is kept and handed back, and is no part of the name", async () => {
    const { ledger } = await open();
    const told = report("r", "x", RUNNING);
    if (told.event.id?.run) told.event.id.run.org = "acme";
    await ledger.record([told]);
    expect((await ledger.getRun(runId("r")))?.action?.id?.run?.org).toBe("acme");
  });

  test("a declaration's name is shown as its metadata has it", async () => {
    const { ledger } = await open();
    await ledger.declareActions(runId("r"), [
      declaration("x", { spec: { case: "task", value: { shortName: "train" } } }),
    ]);
    const { items } = await ledger.listActions(runId("r"), {
      filter: [{ column: "taskName", condition: { kind: "contains", value: "rai" } }],
    });
    expect(items.map(({ id }) => id?.name)).toEqual(["x"]);
  });
});

describe("what is asked for wrongly is an error that names it", () => {
  test.each([
    ["a page of none", { limit: 0 }, "invalid", "whole number from 1 to 1000"],
    ["a page that is too large", { limit: 1001 }, "limit", "limits.pageSize"],
    ["a cursor of nothing", { after: "nonsense" }, "invalid", "after"],
    ["a cursor of another list", { after: btoa('["+number",[1],1]') }, "invalid", "after"],
  ])("%s", async (_, query, kind, message) => {
    const { ledger } = await open();
    await expect(ledger.listRuns(query)).rejects.toMatchObject({
      kind,
      message: expect.stringContaining(message),
    });
  });

  test("a run that isn't known", async () => {
    const { ledger } = await open();
    const failures = [
      ledger.listActions(runId("r")),
      ledger.listEvents(runId("r")),
      ledger.countActions(runId("r")),
      ledger.errorGroups({ run: runId("r") }),
    ];
    for (const failure of failures)
      await expect(failure).rejects.toMatchObject({ kind: "notFound" });
  });

  test("a cursor of the quarantine that is none", async () => {
    const { ledger } = await open();
    await expect(ledger.listQuarantine({ after: "x" })).rejects.toMatchObject({ kind: "invalid" });
  });
});
