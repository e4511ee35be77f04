import type { Report } from "@runledger/ledger";
import type { Random } from "./random.ts";
import type { PlannedBatch } from "./round-plan.ts";

/** How many places a report may be early or late by. */
const REACH = 40;
/** How many of the reports are sent again, by some writer, at some time. */
const REPEATED = 0.15;
const LARGEST_BATCH = 20;
/** The longest wait before a batch, in milliseconds. */
const LONGEST_WAIT = 60;

/** Deals reports out to writers: in another order, some of them more than once, cut into batches. */
export function planWriters(
  random: Random,
  reports: readonly Report[],
  count: number,
): (readonly PlannedBatch[])[] {
  const hands = Array.from({ length: count }, (): Report[] => []);
  const repeats = reports.filter(() => random.chance(REPEATED));
  for (const report of random.stir(reports, REACH)) hands[random.below(count)]?.push(report);
  for (const report of repeats) {
    const hand = random.pick(hands);
    hand.splice(random.below(hand.length + 1), 0, report);
  }
  return hands.map((hand) => cut(random, hand));
}

function cut(random: Random, reports: readonly Report[]): PlannedBatch[] {
  const batches: PlannedBatch[] = [];
  for (let at = 0; at < reports.length;) {
    // Small ones more often than large ones.
    const size = 1 + Math.floor(random.next() ** 2 * LARGEST_BATCH);
    batches.push({ wait: random.below(LONGEST_WAIT), reports: reports.slice(at, at + size) });
    at += size;
  }
  return batches;
}
