import { table, three, times } from "../markdown.ts";
import type { Results, Suite } from "../suite.ts";
import { type ContenderName, contenders } from "./contenders.ts";
import { LISTED, PAGE, listCase, listName } from "./list-case.ts";
import { RUNS, writeCase, writeName } from "./write-case.ts";

const BATCHES = [1, 10, 100, 1000];
const names = Object.keys(contenders) as ContenderName[];
const others = names.filter((name) => name !== "bare");

/** Rows in and out of the store, beside the same rows in and out of SQLite with nothing around it. */
export const storeSuite: Suite = {
  name: "store",
  cases: [
    ...BATCHES.flatMap((batch) => others.map((name) => writeCase(batch, name))),
    ...names.map(listCase),
  ],
  goals: BATCHES.map((batch) => ({
    says: `batches of ${batch} at half of the bare speed or more`,
    case: writeName(batch, "store"),
    metric: "of bare",
    atLeast: 0.5,
  })),
  report: reportStore,
};

/** Writes the tables of this suite. */
export function reportStore(results: Results): string {
  return [
    `*Bare* are the same rows in the same tables and indices, with prepared statements in a loop and nothing else: no guard, no
foreign keys, no thread. *Guarded* has the triggers and the foreign keys, *here* is the whole store in the calling thread,
*store* is the store as it is opened by itself: large transactions and long reads in threads of their own.`,
    `## Writing\n\nReports on ${RUNS} runs in turn: each one a report stored and an action inserted or updated, each batch one transaction that
is flushed to the disk.\n\n${writes(results)}`,
    `## Listing\n\nA run of ${LISTED.toLocaleString("en-US")} actions, in pages of ${PAGE.toLocaleString("en-US")}.\n\n${lists(results)}`,
  ].join("\n\n");
}

function writes(results: Results): string {
  const of = (batch: number, name: ContenderName, metric: string): number =>
    results[writeName(batch, name)]?.[metric]?.median ?? Number.NaN;
  const rows = BATCHES.map((batch) => [
    batch.toLocaleString("en-US"),
    three(of(batch, "store", "reports/s")),
    ...others.map((name) => three(of(batch, name, "of bare"))),
    ...others.map((name) => three(of(batch, name, "CPU µs/report"))),
  ]);
  const head = ["batch", "store, reports/s", ...others.map((name) => `${name}, of bare`)];
  return table([...head, ...others.map((name) => `${name}, CPU µs/report`)], rows);
}

function lists(results: Results): string {
  const of = (name: ContenderName): number =>
    results[listName(name)]?.["rows/s"]?.median ?? Number.NaN;
  const rows = names.map((name) => [name, three(of(name)), times(of(name), of("bare"))]);
  return table(["", "rows/s", "of bare"], rows);
}
