import { actionPhaseGuard } from "@runledger/proto/core/v1";
import { expect, test } from "vitest";
import type { RunQuery } from "../queries.ts";
import {
  actionRefShape,
  reportRefShape,
  workLeaseShape,
  workRefShape,
  runKeyShape,
  runSeedShape,
} from "../row-shapes.ts";
import { packRows } from "../table/pack-rows.ts";
import { Connection } from "./connection.ts";
import { openWriter } from "./open-writer.ts";
import { readerOperations, type ReaderOperations } from "./read/reader-operations.ts";
import { writerOperations, type WriterOperations } from "./write/writer-operations.ts";
import { packChanges } from "./pack-changes.ts";
import { actionRow, eventRow, refusal, seed } from "../conformance/fixtures.ts";
import { MEMORY } from "./sqlite-options.ts";

/** What is asked often, or on the way of every report. */
type Ask = (ask: { reader: ReaderOperations; writer: WriterOperations }) => unknown;

const runs = (query: Partial<RunQuery>): RunQuery => ({
  filter: [],
  sort: [],
  limit: 10,
  ...query,
});
const inProject = [
  { column: "project", condition: { kind: "in", values: ["p"] } },
  { column: "domain", condition: { kind: "in", values: ["d"] } },
] as const;
const newest = [{ column: "createdAt", descending: true }] as const;
const after = { keys: [5], id: 5 };
const ofRun = { runId: 1, filter: [], limit: 10 };

const found: Record<string, Ask> = {
  "a run by its name": ({ reader }) => reader.findRuns(packRows(runKeyShape, [seed("x")])),
  "runs to lock": ({ writer }) => writer.lockRuns(packRows(runSeedShape, [seed("x")])),
  "actions by their names": ({ reader }) =>
    reader.loadActions(packRows(actionRefShape, [{ runId: 1, name: "x" }])),
  "reports by their keys": ({ reader }) =>
    reader.loadReports(packRows(reportRefShape, [eventRow({ runId: 1 })])),
  "unfinished actions": ({ writer }) => writer.loadUnfinishedActions(1),
  "what changed in a run": ({ reader }) => reader.actionsChanged({ runId: 1, above: 5, limit: 10 }),
  "reports of a run": ({ reader }) => reader.listEvents({ runId: 1, above: 5, limit: 10 }),
  "actions in their order": ({ reader }) => reader.listActions({ ...ofRun, sort: [] }),
  "actions in their order, the next page": ({ reader }) =>
    reader.listActions({ ...ofRun, sort: [], after: { keys: [], id: 5 } }),
  "actions by name": ({ reader }) =>
    reader.listActions({ ...ofRun, sort: [{ column: "name", descending: false }] }),
  "the actions below one": ({ reader }) =>
    reader.listActions({
      ...ofRun,
      filter: [{ column: "parent", condition: { kind: "in", values: ["a0"] } }],
      sort: [],
    }),
  "which actions have others below them": ({ reader }) =>
    reader.listActions({
      ...ofRun,
      filter: [{ column: "parent", condition: { kind: "in", values: ["a0", "x"] } }],
      sort: [{ column: "parent", descending: false }],
    }),
  "the newest runs, the next page": ({ reader }) => reader.listRuns(runs({ sort: newest, after })),
  "the newest runs of a project": ({ reader }) =>
    reader.listRuns(runs({ filter: inProject, sort: newest })),
  "the newest runs of a project, the next page": ({ reader }) =>
    reader.listRuns(runs({ filter: inProject, sort: newest, after })),
  "the newest runs with an action in a phase": ({ reader }) =>
    reader.listRuns(runs({ filter: inProject, sort: newest, havingActionIn: [1] })),
  "the feed": ({ reader }) => reader.feed({ ...cursorOf(reader), limit: 10 }),
  "the feed of a project": ({ reader }) =>
    reader.feed({ ...cursorOf(reader), project: "p", domain: "d", limit: 10 }),
  "work of actions": ({ writer }) =>
    writer.loadWork(packRows(workRefShape, [{ runId: 1, actionNumber: 1 }])),
  "leases to renew": ({ writer }) =>
    writer.renewWork("w", 5, packRows(workLeaseShape, [{ runId: 1, actionNumber: 1, fence: 1 }])),
  "aborts that are due": ({ reader }) => reader.listPendingAborts({ dueAt: 5, limit: 10 }),
  "refused reports of a run": ({ reader }) =>
    reader.listQuarantine({ project: "p", domain: "d", run: "r", before: 5, limit: 10 }),
  "refused reports of a rule": ({ reader }) => reader.listQuarantine({ rule: "RL301", limit: 10 }),
  "actions counted by phase": ({ reader }) => reader.countActions({ runId: 1, filter: [] }),
  "what a transaction writes": ({ writer }) =>
    writer.write(
      packChanges({
        runs: [],
        actions: [actionRow({ runId: 1, number: 2, name: "x", revision: 2 })],
        events: [eventRow({ runId: 1, actionNumber: 2 })],
        errors: [{ runId: 1, actionNumber: 2, attempt: 1, kind: 1, code: "", message: "", at: 1 }],
        quarantine: [refusal()],
      }),
    ),
};

const walked: Record<string, Ask> = {
  "work to lease": ({ writer }) => writer.claimWork({ owner: "w", now: 5, until: 6, limit: 10 }),
  "the newest runs": ({ reader }) => reader.listRuns(runs({ sort: newest })),
  "the newest refused reports": ({ reader }) => reader.listQuarantine({ limit: 10 }),
};

const sorted: Record<string, Ask> = {
  "a run's outline": ({ reader }) =>
    reader.outline({ runId: 1, below: ["", "a0"], limit: 10, counts: 10 }),
  "reports of an action": ({ reader }) =>
    reader.listEvents({ runId: 1, actionNumber: 2, above: 5, limit: 10 }),
  "actions by any column": ({ reader }) =>
    reader.listActions({ ...ofRun, sort: [{ column: "startedAt", descending: true }] }),
  "the newest runs with a label": ({ reader }) => {
    const condition = { kind: "in", values: ["v"] } as const;
    return reader.listRuns(runs({ labels: [{ key: "k", condition }], sort: newest }));
  },
};

function cursorOf(reader: ReaderOperations): { cursor: string } {
  return { cursor: reader.feed({ limit: 1 }).cursor };
}

/** Runs a question, and returns the plans of all statements that it ran. */
function plansOf(ask: Ask): string[] {
  const { connection, close } = openWriter({
    path: MEMORY,
    place: { name: "x" },
    busyTimeout: 0,
    cacheBytes: 1_000_000,
    guard: actionPhaseGuard,
  });
  const statements = new Set<string>();
  const recording = Object.create(connection, {
    prepare: {
      value: (sql: string) => {
        statements.add(sql);
        return connection.prepare(sql);
      },
    },
  }) as Connection;
  const writer = writerOperations({ connection: recording, close });
  const reader = readerOperations(recording);
  writer.lockRuns(packRows(runSeedShape, [seed("first")]));
  const root = actionRow({ runId: 1 });
  writer.commit(packChanges({ runs: [], actions: [root], events: [], errors: [], quarantine: [] }));
  statements.clear();
  ask({ reader, writer });
  const plans = [...statements].flatMap((sql) =>
    connection.all(`EXPLAIN QUERY PLAN ${sql}`).map((row) => String(row[3])),
  );
  writer.rollback();
  close();
  return plans;
}

// Tables of one row, lists of values, and what a trigger or a subquery hands on.
const SMALL = "feed_head|forgotten|identity|json_each|CONSTANT ROW";
const SCAN = new RegExp(`^SCAN (?!${SMALL})`);

const scans = (ask: Ask) => plansOf(ask).filter((step) => SCAN.test(step));
const sorts = (ask: Ask) => plansOf(ask).filter((step) => step.includes("TEMP B-TREE"));

test.each(Object.entries(found))("%s: found by an index, in order", (_, ask) => {
  expect(scans(ask)).toEqual([]);
  expect(sorts(ask)).toEqual([]);
});

test.each(["the actions below one", "which actions have others below them"])(
  "%s: looked for among no others",
  (name) => {
    const steps = plansOf(found[name] ?? (() => undefined));
    expect(steps.join()).toMatch(
      /USING (COVERING )?INDEX action_by_parent \(run_id=\? AND parent=\?/,
    );
  },
);

test.each(Object.entries(walked))("%s: read in order, until the page is full", (_, ask) => {
  expect(scans(ask)).toHaveLength(1);
  expect(sorts(ask)).toEqual([]);
});

test.each(Object.entries(sorted))("%s: found by an index, and sorted", (_, ask) => {
  expect(scans(ask)).toEqual([]);
  expect(sorts(ask)).toHaveLength(1);
});
