import type { Suite } from "../suite.ts";
import { databases } from "./in-database.ts";
import { latencyCase, latencyName } from "./latency-case.ts";
import { reportViews } from "./report.ts";
import { SNAPSHOTS, SUBSCRIBERS, WINDOWS } from "./sizes.ts";
import { snapshotCase, snapshotName } from "./snapshot-case.ts";
import { windowCase, windowName } from "./window-case.ts";

const LARGE = 100_000;

/** Watching: snapshots, windows, and changes on their way to those who watch. */
export const viewsSuite: Suite = {
  name: "views",
  cases: [
    ...databases.flatMap((database) => [
      ...SNAPSHOTS.map((size) => snapshotCase(size, database)),
      ...WINDOWS.map((size) => windowCase(size, database)),
      ...SUBSCRIBERS.map((count) => latencyCase(count, database)),
    ]),
  ],
  goals: databases.flatMap((database) => [
    {
      says: `${database}: a snapshot of 100,000 actions in under 2 s`,
      case: snapshotName(LARGE, database),
      metric: "first ms",
      atMost: 2000,
    },
    {
      says: `${database}: the first window of 100,000 actions in under 300 ms`,
      case: windowName(LARGE, database),
      metric: "first ms",
      atMost: 300,
    },
    {
      says: `${database}: a window moved in under 10 ms`,
      case: windowName(LARGE, database),
      metric: "move p99 ms",
      atMost: 10,
    },
    {
      says: `${database}: 100 subscribers have 99 of 100 reports in under 100 ms`,
      case: latencyName(100, database),
      metric: "p99 ms",
      atMost: 100,
    },
    {
      says: `${database}: 5,000 subscribers keep no more than one core busy`,
      case: latencyName(5000, database),
      metric: "cores",
      atMost: 1,
    },
  ]),
  report: reportViews,
};
