import { table, three } from "../markdown.ts";
import type { Results } from "../suite.ts";
import { databases, type DatabaseName } from "./in-database.ts";
import { latencyName } from "./latency-case.ts";
import { SNAPSHOTS, SUBSCRIBERS, WINDOWS } from "./sizes.ts";
import { snapshotName } from "./snapshot-case.ts";
import { windowName } from "./window-case.ts";

/** Writes down what watching costs. */
export function reportViews(results: Results): string {
  const lines = (
    counts: readonly number[],
    nameOf: (count: number, database: DatabaseName) => string,
    metrics: readonly string[],
  ): string[][] =>
    databases.flatMap((database) =>
      counts.map((count) => {
        const measured = results[nameOf(count, database)];
        const values = metrics.map((metric) => three(measured?.[metric]?.median ?? Number.NaN));
        return [database, count.toLocaleString("en-US"), ...values];
      }),
    );
  const snapshot = ["first ms", "next ms", "bytes/action", "bytes/watch"];
  const window = [
    "first ms",
    "whole ms",
    "move p50 ms",
    "move p99 ms",
    "half a page p50 ms",
    "other order ms",
  ];
  const latency = ["p50 ms", "p99 ms", "cores"];
  return `## A run's first snapshot

To the marker that it is complete: the first, which reads the run's rows and builds the tree, and the next. Memory that the tree
takes, an action of the run, and that a watch takes which waits for changes.

${table(["database", "actions", ...snapshot], lines(SNAPSHOTS, snapshotName, snapshot))}

## Windows

60 rows of a run all of whose actions are children of one. The first is made from the run's outline; then the run's rows are read and the tree built; a move is a
new watch anywhere else; half a page is one that tells what it has already; another order sorts anew.

${table(["database", "actions", ...window], lines(WINDOWS, windowName, window))}

## From a commit to those who watch

A thousand reports a second, ten in a commit, and every subscriber to the run takes each of its frames: how long after the commit
it has one, and how many cores all of that keeps busy, the writing included.

${table(["database", "subscribers", ...latency], lines(SUBSCRIBERS, latencyName, latency))}`;
}
