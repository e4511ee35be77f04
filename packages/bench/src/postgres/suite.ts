import { table, three } from "../markdown.ts";
import type { Results, Suite } from "../suite.ts";
import type { ContenderName } from "./contenders.ts";
import { writeCase, writeName } from "./write-case.ts";
import type { Load } from "./workload.ts";

const loads: readonly Load[] = [1, 100].flatMap((runs) =>
  [1, 100, 1000].flatMap((batch) => [1, 8, 64].map((producers) => ({ batch, producers, runs }))),
);
const alone = loads.filter(({ producers, runs }) => producers === 1 && runs === 100);

/** Reports into PostgreSQL, beside the same rows by bare statements on the same server. */
export const postgresSuite: Suite = {
  name: "postgres",
  cases: [
    ...loads.map((load) => writeCase(load, "ledger")),
    ...alone.map((load) => writeCase(load, "store")),
  ],
  goals: [
    ...alone.map((load) => ({
      says: `batches of ${load.batch} at half of the bare speed or more`,
      case: writeName(load, "ledger"),
      metric: "of bare",
      atLeast: 0.5,
    })),
    {
      says: "10,000 reports a second in batches of 1000",
      case: writeName({ batch: 1000, producers: 1, runs: 100 }, "ledger"),
      metric: "reports/s",
      atLeast: 10_000,
    },
    {
      says: "2,000 durable reports a second, one by one, from 64 producers",
      case: writeName({ batch: 1, producers: 64, runs: 100 }, "ledger"),
      metric: "reports/s",
      atLeast: 2000,
    },
  ],
  report: reportPostgres,
};

/** Writes the tables of this suite. */
export function reportPostgres(results: Results): string {
  return [
    `*Bare* are the same rows in the same tables and indices of the same server: the driver as it comes, a prepared statement a
table with an array for each column, no guard, no foreign keys, no locks, and rows that were made before. *Ledger* is
\`record\`: it checks each report, folds it over its action and answers. *Store* writes rows that were made before. Server and
measurement share the machine. What is acknowledged is on the disk. Memory is how far the measuring process grew above the
reports that it had made ready, bare statements included.`,
    `## The ledger\n\nA producer sends its next batch when the one before is answered. Batches that arrive together share a
transaction.\n\n${lines(results, loads, "ledger")}`,
    `## The store\n\n${lines(results, alone, "store")}`,
  ].join("\n\n");
}

function lines(results: Results, of: readonly Load[], contender: ContenderName): string {
  const rows = of.map((load) => {
    const measured = results[writeName(load, contender)];
    const value = (metric: string): string => three(measured?.[metric]?.median ?? Number.NaN);
    const { batch, producers, runs } = load;
    const head = [runs, batch, producers].map((each) => each.toLocaleString("en-US"));
    return [...head, ...["reports/s", "of bare", "CPU µs/report", "MB"].map(value)];
  });
  return table(
    ["runs", "batch", "producers", "reports/s", "of bare", "CPU µs/report", "memory, MB"],
    rows,
  );
}
