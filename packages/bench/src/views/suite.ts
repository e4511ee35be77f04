import type { Suite } from "../suite.ts";
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
    ...SNAPSHOTS.map(snapshotCase),
    ...WINDOWS.map(windowCase),
    ...SUBSCRIBERS.map(latencyCase),
  ],
  goals: [
    {
      says: "a snapshot of 100,000 actions in under 2 s",
      case: snapshotName(LARGE),
      metric: "first ms",
      atMost: 2000,
    },
    {
      says: "the first window of 100,000 actions in under 300 ms",
      case: windowName(LARGE),
      metric: "first ms",
      atMost: 300,
    },
    {
      says: "a window moved in under 10 ms",
      case: windowName(LARGE),
      metric: "move p99 ms",
      atMost: 10,
    },
    {
      says: "100 subscribers have 99 of 100 reports in under 100 ms",
      case: latencyName(100),
      metric: "p99 ms",
      atMost: 100,
    },
    {
      says: "5,000 subscribers keep no more than one core busy",
      case: latencyName(5000),
      metric: "cores",
      atMost: 1,
    },
  ],
  report: reportViews,
};
