import type { Report } from "@runledger/ledger";
import { DOMAIN, planStory } from "./plan-story.ts";
import type { Random } from "./random.ts";
import type { PlannedWatcher } from "./round-plan.ts";

/** How somebody ends a run that is under way. Pruning is by domain, so that run has one of its own. */
export type EndingKind = "abort" | "delete" | "prune";

/** A run that doesn't come to the end of its story. */
export interface PlannedEnding {
  readonly kind: EndingKind;
  readonly run: string;
  readonly domain: string;
  /** Comes at the earliest once so many reports of the other runs have been acknowledged. */
  readonly at: number;
  /** All that is reported of it, before. */
  readonly reports: readonly Report[];
}

const KINDS: readonly EndingKind[] = ["abort", "delete", "prune"];
const ACTIONS = 10;

/**
 * Plans a run for each way of ending one from outside.
 *
 * @param total how many reports of the other runs will be acknowledged
 */
export function planEndings(random: Random, total: number): PlannedEnding[] {
  return KINDS.map((kind) => {
    const run = `run-${kind}`;
    const domain = kind === "prune" ? "pruned" : DOMAIN;
    const { reports } = planStory(random.fork(), run, ACTIONS, domain);
    return { kind, run, domain, at: random.below(Math.floor(total * 0.8)), reports };
  });
}

/** Says who watches these runs from the beginning: their actions over one transport, their reports over the other. */
export function watchersOf(endings: readonly PlannedEnding[]): Omit<PlannedWatcher, "name">[] {
  return endings.flatMap(({ domain, kind, run }, index) => {
    const [first, second] = index % 2 === 0 ? (["sse", "ws"] as const) : (["ws", "sse"] as const);
    const ends = kind === "abort" ? "settled" : "deleted";
    return [
      { transport: first, at: 0, ends, watched: { kind: "actions", run, domain, filter: {} } },
      { transport: second, at: 0, ends, watched: { kind: "events", run, domain } },
    ] as const;
  });
}
