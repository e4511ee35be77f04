import type { ClusterEvent } from "@runledger/proto/run/v1";
import { compareText } from "../compare-text.ts";
import { compareTimes } from "../times.ts";

/** How many cluster events an attempt keeps: the newest. */
export const MAX_CLUSTER_EVENTS = 10_000;

/** What is kept of what clusters did for an attempt. */
export interface MergedClusterEvents {
  readonly events: ClusterEvent[];
  /** Whether there were more than are kept: the same, in whatever order they came. */
  readonly cut: boolean;
}

/**
 * Merges what clusters did for an attempt: each thing once, by time, and what is of one time by content. Those without a
 * time come first.
 *
 * Takes time in proportion to what is told, and to those known that are newer: usually none.
 */
export function mergeClusterEvents(
  known: readonly ClusterEvent[],
  told: readonly ClusterEvent[],
): MergedClusterEvents {
  const news = told.toSorted(compare);
  const from = news[0] === undefined ? known.length : firstNotBefore(known, news[0]);
  const merged = known.slice(0, from);
  let next = from;
  for (const event of news) {
    for (let old = known[next]; old !== undefined && compare(old, event) < 0; old = known[next]) {
      append(merged, old);
      next += 1;
    }
    append(merged, event);
  }
  for (; next < known.length; next += 1) append(merged, known[next]);
  const cut = merged.length > MAX_CLUSTER_EVENTS;
  return { events: cut ? merged.slice(-MAX_CLUSTER_EVENTS) : merged, cut };
}

function append(sorted: ClusterEvent[], event: ClusterEvent | undefined): void {
  const last = sorted.at(-1);
  if (event === undefined || (last !== undefined && compare(last, event) === 0)) return;
  sorted.push(event);
}

function firstNotBefore(sorted: readonly ClusterEvent[], event: ClusterEvent): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = sorted[middle];
    if (at !== undefined && compare(at, event) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Orders by time, then by everything else, so that only what is the same in every field compares as equal. */
function compare(a: ClusterEvent, b: ClusterEvent): number {
  if (a === b) return 0;
  return (
    compareOccurred(a, b) ||
    a.type - b.type ||
    a.count - b.count ||
    compareText(a.reason, b.reason) ||
    compareText(a.sourceComponent, b.sourceComponent) ||
    compareText(a.message, b.message)
  );
}

function compareOccurred({ occurredAt: a }: ClusterEvent, { occurredAt: b }: ClusterEvent): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareTimes(a, b);
}
