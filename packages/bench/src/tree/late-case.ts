import { actionPhaseLifecycle } from "@runledger/state";
import { ActionTree } from "@runledger/state/tree";
import { bytesKept } from "../measure/bytes-kept.ts";
import { meanSeconds } from "../measure/seconds.ts";
import type { Case, Metrics } from "../suite.ts";
import { WATCHED, changesOf } from "./changes.ts";
import { rowsOf } from "./shapes.ts";

/** Names the case of one who comes to a tree that has grown. */
export function lateName(size: number): string {
  return `late ${size} runledger`;
}

/**
 * Measures what a snapshot, another filter, and a subscriber who lags by a thousand changes cost a
 * tree that has grown.
 */
export function lateCase(size: number): Case {
  return {
    name: lateName(size),
    run: (): Metrics => {
      const rows = rowsOf("depth 10", size, 1);
      const tree = new ActionTree(actionPhaseLifecycle);
      tree.apply(rows);
      const snapshot = meanSeconds(() => {
        for (const _ of tree.snapshot());
      }, 0.3);
      const spec = { phases: WATCHED, nameContains: "9" };
      const filtering = meanSeconds(() => tree.filter(spec).release(), 0.3);
      const { bytes } = bytesKept(() => tree.filter(spec));
      const since = tree.revision;
      const changes = changesOf(rows);
      for (let i = 0; i < 1000; i++) tree.apply([changes()]);
      const told = [...tree.changedSince(since)].length;
      const catchUp = meanSeconds(() => {
        for (const _ of tree.changedSince(since));
      }, 0.3);
      return {
        "snapshot ns/action": (snapshot * 1e9) / size,
        "filter ns/action": (filtering * 1e9) / size,
        "filter bytes/action": bytes / size,
        "catch up µs/action told": (catchUp * 1e6) / told,
        "actions told": told,
      };
    },
  };
}
