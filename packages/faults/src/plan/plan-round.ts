import { planEndings, watchersOf } from "./plan-endings.ts";
import { countKinds, planFaults } from "./plan-faults.ts";
import { planStory } from "./plan-story.ts";
import { planWatchers } from "./plan-watchers.ts";
import { planWriters } from "./plan-writers.ts";
import { Random } from "./random.ts";
import type { DatabaseKind, RoundPlan } from "./round-plan.ts";

/** How large a round is. */
export interface RoundScale {
  readonly database: DatabaseKind;
  /** Whether the faults are cuts of the power, and nothing else. SQLite alone. */
  readonly power?: boolean;
  /** Default: each kind of fault once; or five cuts of the power. */
  readonly faults?: number;
  /** Actions a run. Default: 40, or 80 where the power is cut. */
  readonly actions?: number;
}

const RUNS = 3;
const WRITERS = 4;
/** How far apart the gateways' clocks may be, in milliseconds: half a day each way. */
const LARGEST_OFFSET = 43_200_000;

/** Plans a round. The same seed and scale give the same plan. */
export function planRound(
  seed: number,
  { database, power = false, faults, actions = power ? 80 : 40 }: RoundScale,
): RoundPlan {
  const random = new Random(seed);
  const gateways = database === "postgres" ? 3 : 1;
  const runs = Array.from({ length: RUNS }, (_, index) => `run-${index}`);
  const stories = runs.map((run) => planStory(random.fork(), run, actions));
  const before = inStoryOrder(stories);
  const writers = planWriters(random.fork(), before, WRITERS);
  const total = before.length;
  const endings = planEndings(random.fork(), total);
  const watchers = planWatchers(random.fork(), runs, total, watchersOf(endings));
  const count = faults ?? (power ? 5 : countKinds(database));
  const scope = { database, gateways, watchers: watchers.length, power, total, count };
  return {
    seed,
    database,
    gateways,
    clockOffsets: Array.from({ length: gateways }, () =>
      random.between(-LARGEST_OFFSET, LARGEST_OFFSET),
    ),
    runs,
    stories: stories.flatMap(({ reports, last }) => [...reports, last]),
    writers,
    last: { wait: 0, reports: stories.map(({ last }) => last) },
    watchers,
    faults: planFaults(random.fork(), scope),
    endings,
  };
}

/** All stories told side by side: a report of each in turn. */
function inStoryOrder<T>(stories: readonly { readonly reports: readonly T[] }[]): T[] {
  const longest = Math.max(...stories.map(({ reports }) => reports.length));
  return Array.from({ length: longest }, (_, at) =>
    stories.flatMap(({ reports }) => reports.slice(at, at + 1)),
  ).flat();
}
