import { table, three } from "../markdown.ts";
import type { Results } from "../suite.ts";
import { latencyName } from "./latency-case.ts";
import { SNAPSHOTS, SUBSCRIBERS, WINDOWS } from "./sizes.ts";
import { snapshotName } from "./snapshot-case.ts";
import { windowName } from "./window-case.ts";

/** Writes down what watching costs. */
export function reportViews(results: Results): string {
  const rows = (name: string, metrics: readonly string[]): string[] =>
    metrics.map((metric) => three(results[name]?.[metric]?.median ?? Number.NaN));
  const grouped = (count: number): string => count.toLocaleString("en-US");
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

${table(
  ["actions", ...snapshot],
  SNAPSHOTS.map((size) => [grouped(size), ...rows(snapshotName(size), snapshot)]),
)}

## Windows

60 rows of a run all of whose actions are children of one. The first is made from the run's outline; then the run's rows are read and the tree built; a move is a
new watch anywhere else; half a page is one that tells what it has already; another order sorts anew.

${table(
  ["actions", ...window],
  WINDOWS.map((size) => [grouped(size), ...rows(windowName(size), window)]),
)}

## From a commit to those who watch

A thousand reports a second, ten in a commit, and every subscriber to the run takes each of its frames: how long after the commit
it has one, and how many cores all of that keeps busy, the writing included.

${table(
  ["subscribers", ...latency],
  SUBSCRIBERS.map((count) => [grouped(count), ...rows(latencyName(count), latency)]),
)}`;
}
