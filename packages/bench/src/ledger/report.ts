import { table, three } from "../markdown.ts";
import type { Results, Summary } from "../suite.ts";
import { listName, PAGE } from "./list-case.ts";
import { memoryName } from "./memory-case.ts";
import { recordName, RUNS } from "./record-case.ts";
import { BATCHES, FEW, LISTED, MANY, PRODUCERS, WATCHERS } from "./sizes.ts";
import { watchName } from "./watch-case.ts";

type Read = (name: string, metric: string) => string;

/** Writes the tables of the ledger's suite. */
export function reportLedger(results: Results): string {
  const read: Read = (name, metric) => three(results[name]?.[metric]?.median ?? Number.NaN);
  const spread: Read = (name, metric) => spreadOf(results[name]?.[metric]);
  return [
    `*Bare* are the very rows that the ledger wrote, inserted and updated in the same tables and indices by prepared statements in a
loop, in the same transactions and flushed to the disk as often: no checks, no folding, no guard, no foreign keys, no thread. The
two take turns in one process, which collects garbage as a gateway's does. A report tells of a phase, two times, a cluster and a link to a log; each makes a row and changes
one.`,
    `## One producer\n\nReports a second, on ${RUNS} runs in turn. Of ${grouped(FEW)} actions under way the ledger remembers all, of ${grouped(MANY)} hardly
any: it reads each of them again before it changes it, and the bare statements don't.\n\n${alone(read, spread)}`,
    `## Producers at the same time\n\nEach waits for its answer before it reports again; ${grouped(FEW)} actions under way. What waits at the same time shares a
transaction, of the bare statements too.\n\n${together(read)}`,
    `## Listing\n\nActions of one run in pages of ${grouped(PAGE)}, as messages; bare are the rows alone, as arrays.\n\n${lists(read)}`,
    `## From commit to subscriber\n\nHow long after the answer to a report those who watch the run have what it changed, in µs.\n\n${watches(read)}`,
    `## Memory\n\nWhat is kept after the whole stories of so many actions, and what the process takes, SQLite's caches and the garbage
that isn't collected yet included.\n\n${memory(read)}`,
  ].join("\n\n");
}

function alone(read: Read, spread: Read): string {
  const rows = [FEW, MANY].flatMap((actions) =>
    BATCHES.map((batch) => {
      const name = recordName({ batch, producers: 1, actions });
      return [
        `${grouped(batch)}, ${grouped(actions)} actions`,
        read(name, "reports/s"),
        read(name, "bare reports/s"),
        read(name, "of bare"),
        spread(name, "of bare"),
        read(name, "CPU µs/report"),
        read(name, "CPU µs/report, calling thread"),
      ];
    }),
  );
  const head = ["batch", "reports/s", "bare", "ratio", "spread", "CPU µs a report"];
  return table([...head, "of it in the calling thread"], rows);
}

function together(read: Read): string {
  const rows = PRODUCERS.flatMap((producers) =>
    BATCHES.map((batch) => {
      const name = recordName({ batch, producers, actions: FEW });
      return [
        `${producers} with ${grouped(batch)}`,
        read(name, "reports/transaction"),
        read(name, "reports/s"),
        read(name, "of bare"),
      ];
    }),
  );
  const head = ["producers, batch", "reports a transaction", "reports/s", "of bare"];
  return table(head, rows);
}

function lists(read: Read): string {
  const rows = LISTED.map((size) => [
    grouped(size),
    read(listName(size), "rows/s"),
    read(listName(size), "of bare"),
  ]);
  return table(["actions", "rows/s", "of bare"], rows);
}

function watches(read: Read): string {
  const rows = WATCHERS.flatMap((watchers) =>
    [FEW, MANY / 5].map((actions) => {
      const name = watchName(watchers, actions);
      return [`${watchers}, ${grouped(actions)}`, read(name, "p50 µs"), read(name, "p99 µs")];
    }),
  );
  return table(["watchers, actions", "p50", "p99"], rows);
}

function memory(read: Read): string {
  const rows = [FEW, MANY].map((actions) => {
    const name = memoryName(actions);
    return [grouped(actions), read(name, "MB kept"), read(name, "MB resident")];
  });
  return table(["actions", "MB kept", "MB resident"], rows);
}

function spreadOf(summary: Summary | undefined): string {
  return summary === undefined ? "–" : `${three(summary.least)} to ${three(summary.greatest)}`;
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
