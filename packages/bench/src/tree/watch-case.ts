import { actionPhaseLifecycle } from "@runledger/state";
import { ActionTree, type TreeItem } from "@runledger/state/tree";
import { bytesKept } from "../measure/bytes-kept.ts";
import { seconds } from "../measure/seconds.ts";
import type { Case, Metrics } from "../suite.ts";
import { WATCHED, changesOf } from "./changes.ts";
import { rowsOf } from "./shapes.ts";
import { SiblingScan } from "./sibling-scan.ts";

/** How many watch one run with the same filter, and how large it is. */
export const WATCHERS = 100;
export const WATCHED_SIZE = 10_000;

const BATCHES = 200;
const BATCH = 10;

/** A way to serve all watchers. */
interface Service {
  /**
   * Takes a batch and gives each watcher what it must be told. Returns how many actions that were.
   */
  serve(batch: readonly TreeItem[]): number;
}

/** The cases of many watchers: one tree for all, and a manager each. */
export const watchCases: readonly Case[] = [
  watchCase("runledger", oneTree),
  watchCase("sibling scan", managerEach),
];

/** Names a case of many watchers. */
export function watchName(contender: string): string {
  return `watch ${WATCHERS} watchers ${contender}`;
}

function watchCase(contender: string, start: (rows: readonly TreeItem[]) => Service): Case {
  return {
    name: watchName(contender),
    run: (): Metrics => {
      const rows = rowsOf("depth 10", WATCHED_SIZE, 1);
      const changes = changesOf(rows);
      const batches = Array.from({ length: BATCHES }, () => Array.from({ length: BATCH }, changes));
      const { made: service, bytes } = bytesKept(() => start(rows));
      let told = 0;
      const s = seconds(() => {
        for (const batch of batches) told += service.serve(batch);
      });
      return {
        "µs/batch and watcher": (s * 1e6) / (BATCHES * WATCHERS),
        "kB/watcher": bytes / WATCHERS / 1000,
        "told/batch and watcher": told / (BATCHES * WATCHERS),
      };
    },
  };
}

function oneTree(rows: readonly TreeItem[]): Service {
  const tree = new ActionTree(actionPhaseLifecycle);
  tree.apply(rows);
  const watchers = Array.from({ length: WATCHERS }, () => {
    const filter = tree.filter({ phases: WATCHED });
    for (const _ of tree.snapshot(filter));
    return { filter, revision: tree.revision };
  });
  return {
    serve(batch): number {
      tree.apply(batch);
      let told = 0;
      for (const watcher of watchers) {
        for (const _ of tree.changedSince(watcher.revision, watcher.filter)) told++;
        watcher.revision = tree.revision;
      }
      return told;
    },
  };
}

function managerEach(rows: readonly TreeItem[]): Service {
  const managers = Array.from({ length: WATCHERS }, () => {
    const manager = new SiblingScan(WATCHED);
    manager.apply(rows);
    return manager;
  });
  return {
    serve: (batch): number =>
      managers.reduce((told, manager) => told + manager.apply(batch).length, 0),
  };
}
