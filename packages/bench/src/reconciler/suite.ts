import { findPostgres } from "@runledger/store/testing";
import { table, three } from "../markdown.ts";
import type { Results, Suite } from "../suite.ts";
import type { ContenderName } from "./contenders.ts";
import { mapCase, mapName } from "./map-case.ts";
import { hasRedis } from "./redis-server.ts";
import { workCase, type WorkLoad, workName } from "./work-case.ts";

const names: readonly ContenderName[] = ["sqlite", "postgres", "pg-boss", "bullmq"];
const loads: readonly WorkLoad[] = names.flatMap((contender) =>
  [1, 4].map((workers) => ({ contender, workers })),
);
const labels: Readonly<Record<ContenderName, string>> = {
  sqlite: "here, SQLite",
  postgres: "here, PostgreSQL",
  "pg-boss": "pg-boss, PostgreSQL",
  bullmq: "BullMQ, Redis",
};

/** Whether what a contender stands on is on this machine. */
function isHere(name: ContenderName): boolean {
  if (name === "sqlite") return true;
  return name === "bullmq" ? hasRedis() : findPostgres() !== undefined;
}

/** Empty jobs, beside pg-boss and BullMQ doing the same number of them. What isn't installed is left out, and told. */
export const reconcilerSuite: Suite = {
  name: "reconciler",
  cases: [
    ...loads.filter(({ contender }) => isHere(contender)).map(workCase),
    ...names.filter(isHere).map(mapCase),
  ],
  goals: [
    goal("1,000 empty functions a second on SQLite", "sqlite", "jobs/s", { atLeast: 1000 }),
    goal("500 on PostgreSQL", "postgres", "jobs/s", { atLeast: 500 }),
    goal("99 of 100 run within 100 ms at half load, on SQLite", "sqlite", "p99 ms", {
      atMost: 100,
    }),
    goal("the same on PostgreSQL", "postgres", "p99 ms", { atMost: 100 }),
  ],
  report: reportReconciler,
};

function goal(
  says: string,
  contender: ContenderName,
  metric: string,
  bound: { readonly atMost?: number; readonly atLeast?: number },
): Suite["goals"][number] {
  return { says, case: workName({ contender, workers: 1 }), metric, ...bound };
}

/** Writes the tables of this suite. */
export function reportReconciler(results: Results): string {
  const left = names.filter((name) => results[mapName(name)] === undefined);
  const missing = left.map((name) => labels[name]).join("; ");
  return [
    `Jobs do nothing. *Here* a job is an action of type \`function\`: it is declared, leased, its end reported and folded, and all of
that is in the ledger. In pg-boss a job is a row, in BullMQ some keys, and what has ended is an update of them. Each commits to
the disk before it goes on: PostgreSQL with \`fsync\`, Redis with \`appendfsync always\`. 64 jobs at a time, in all workers together;
workers, measurement and servers share the machine, and workers one process. pg-boss looks for jobs twice a second, which is as
often as it can.${missing === "" ? "" : `\n\n**Left out**, since what it needs isn't on this machine: ${missing}.`}`,
    `## Jobs\n\nThe rate of 3,000 jobs that wait; then, at half of that rate, how long a job waits from when it is kept to when it
begins.\n\n${workTable(results)}`,
    `## A map over 10,000 children\n\nFrom the first one's declaration to the last one's end, one worker.\n\n${mapTable(results)}`,
  ].join("\n\n");
}

function workTable(results: Results): string {
  const rows = loads.flatMap((load) => {
    const measured = results[workName(load)];
    if (measured === undefined) return [];
    const metrics = ["jobs/s", "p50 ms", "p99 ms", "MB resident"];
    const values = metrics.map((metric) => three(measured[metric]?.median ?? Number.NaN));
    return [[labels[load.contender], String(load.workers), ...values]];
  });
  return table(["", "workers", "jobs/s", "p50, ms", "p99, ms", "memory, MB"], rows);
}

function mapTable(results: Results): string {
  const rows = names.flatMap((name) => {
    const measured = results[mapName(name)];
    if (measured === undefined) return [];
    const values = ["s", "MB resident"].map((each) => three(measured[each]?.median ?? Number.NaN));
    return [[labels[name], ...values]];
  });
  return table(["", "s", "memory, MB"], rows);
}
