import { initialPhase } from "@runledger/state";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { actionRow, eventRow, refusal, seed } from "../conformance/fixtures.ts";
import { createDatabase, type TestDatabase } from "../conformance/index.ts";
import { openStore } from "../open-store.ts";
import type { RunQuery } from "../queries.ts";
import type { Store, WriteTransaction } from "../store.ts";
import { fillPostgres } from "../testing/fill-postgres.ts";
import { hasPostgres } from "../testing/temporary-database.ts";
import { Line, type Question } from "./line.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Tables that grow. */
const LARGE = new Set([
  "run",
  "action",
  "event",
  "quarantine",
  "work",
  "deleted_run",
  "run_label",
  "attempt_error",
]);

/** What is asked often, or on the way of every report. */
type Ask = (store: Store) => Promise<unknown>;

const writing =
  (work: (transaction: WriteTransaction) => Promise<unknown>): Ask =>
  (store) =>
    store.transact(work);
const runs = (query: Partial<RunQuery>): RunQuery => ({
  filter: [],
  sort: [],
  limit: 10,
  ...query,
});
const inProject = [
  { column: "project", condition: { kind: "in", values: ["p1"] } },
  { column: "domain", condition: { kind: "in", values: ["d"] } },
] as const;
const newest = [{ column: "createdAt", descending: true }] as const;
const after = { keys: [5], id: 5 };
const key = { project: "p1", domain: "d", name: "r1" };
const ofRun = { runId: 7, filter: [], limit: 10 };
const written = seed("written");

const asked: Record<string, Ask> = {
  "a run by its name": (store) => store.getRun(key),
  "a deleted run by its name": (store) => store.getDeletedRun({ ...key, name: "gone1" }),
  "runs to lock": writing(async (transaction) => transaction.lockRuns([seed("r1", key), written])),
  "a run to lock": writing(async (transaction) => transaction.lockRun(key)),
  "actions by their names": (store) => store.getActions([{ runId: 7, name: "x5" }]),
  "reports by their keys": writing(async (transaction) =>
    transaction.loadReports([eventRow({ runId: 7, actionNumber: 5 })]),
  ),
  "unfinished actions": writing(async (transaction) => transaction.loadUnfinishedActions(7)),
  "what changed in a run": (store) => store.actionsChanged({ runId: 7, above: 10, limit: 10 }),
  "reports of a run": (store) => store.listEvents({ runId: 7, above: 5, limit: 10 }),
  "reports of an action": (store) =>
    store.listEvents({ runId: 7, actionNumber: 5, above: 5, limit: 10 }),
  "actions in their order": (store) => store.listActions({ ...ofRun, sort: [] }),
  "actions in their order, the next page": (store) =>
    store.listActions({ ...ofRun, sort: [], after: { keys: [], id: 5 } }),
  "actions by name": (store) =>
    store.listActions({ ...ofRun, sort: [{ column: "name", descending: false }] }),
  "actions counted by phase": (store) => store.countActions({ runId: 7, filter: [] }),
  "a run's outline": (store) =>
    store.outline({ runId: 7, below: ["", "a0"], limit: 10, counts: 100 }),
  "the newest runs": (store) => store.listRuns(runs({ sort: newest })),
  "the newest runs, the next page": (store) => store.listRuns(runs({ sort: newest, after })),
  "the newest runs of a project": (store) =>
    store.listRuns(runs({ filter: inProject, sort: newest })),
  "the newest runs of a project, the next page": (store) =>
    store.listRuns(runs({ filter: inProject, sort: newest, after })),
  "errors of a run": (store) => store.groupErrors({ runId: 7 }),
  "the feed": async (store) => {
    const { cursor } = await store.feed({ limit: 1 });
    return store.feed({ cursor, limit: 10 });
  },
  "work of actions": writing(async (transaction) =>
    transaction.loadWork([{ runId: 7, actionNumber: 5 }]),
  ),
  "work to lease": writing(async (transaction) =>
    transaction.claimWork({ owner: "w", now: 5, until: 6, limit: 10 }),
  ),
  "leases to renew": writing(async (transaction) =>
    transaction.renewWork("w", 9, [{ runId: 7, actionNumber: 5, fence: 1 }]),
  ),
  "aborts that are due": (store) => store.listPendingAborts({ dueAt: 60, limit: 10 }),
  "refused reports of a run": (store) =>
    store.listQuarantine({ project: "p1", domain: "d", run: "r1", before: 4000, limit: 10 }),
  "refused reports of a rule": (store) => store.listQuarantine({ rule: "RL3", limit: 10 }),
  "the newest refused reports": (store) => store.listQuarantine({ limit: 10 }),
  "what a transaction writes": writing(async (transaction) => {
    const [run] = await transaction.lockRuns([written]);
    if (run === undefined) throw new Error("no run was locked");
    const { id: runId } = run;
    await transaction.write({
      runs: [{ ...run, revision: 1, actionCount: 1, openCount: 1, phase: initialPhase }],
      actions: [actionRow({ runId })],
      events: [eventRow({ runId })],
      errors: [{ runId, actionNumber: 1, attempt: 1, kind: 1, code: "", message: "", at: 1 }],
      quarantine: [refusal()],
    });
  }),
  "what is swept": writing(async (transaction) =>
    transaction.sweep({ deletedBefore: 50, limit: 10 }),
  ),
};

let database: TestDatabase | undefined;
let store: Store | undefined;
let hand: pg.Client | undefined;

beforeAll(async () => {
  const server = inject("postgres");
  if (server === undefined) return;
  database = await createDatabase(server.url);
  store = await openStore(database.url);
  await fillPostgres(database.url);
  hand = new pg.Client(database.url);
  await hand.connect();
}, 120_000);

afterAll(async () => {
  await hand?.end();
  await store?.close();
  await database?.[Symbol.asyncDispose]();
});

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly Plan[];
}

function* nodesOf(plan: Plan): Generator<Plan> {
  yield plan;
  for (const each of plan.Plans ?? []) yield* nodesOf(each);
}

/** Runs a question, and returns the steps of the plans of all statements that it ran. */
async function plansOf(ask: Ask): Promise<Plan[]> {
  if (store === undefined || hand === undefined) throw new Error("there is no database");
  const spy = vi.spyOn(Line.prototype, "ask");
  await ask(store);
  const questions = spy.mock.calls.map(([question]) => question).filter(isPlanned);
  spy.mockRestore();
  const plans: Plan[] = [];
  for (const { text, values } of questions) {
    // Explained, and not run.
    const { rows } = await hand.query<[[{ readonly Plan: Plan }]]>({
      text: `EXPLAIN (FORMAT JSON) ${text}`,
      values: [...values],
      rowMode: "array",
    });
    for (const [[{ Plan: plan }]] of rows) plans.push(...nodesOf(plan));
  }
  return plans;
}

const isPlanned = ({ text }: Question): boolean =>
  /^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b/.test(text) && /\brunledger\./.test(text);

describe.skipIf(!hasPostgres)("found by an index, however much there is:", () => {
  test.each(Object.entries(asked))("%s", async (_, ask) => {
    const steps = await plansOf(ask);
    expect(steps.length).toBeGreaterThan(0);
    const walked = steps.filter((step) => step["Node Type"] === "Seq Scan");
    const tables = walked.map((step) => step["Relation Name"] ?? "");
    expect(tables.filter((table) => LARGE.has(table))).toEqual([]);
  });
});
