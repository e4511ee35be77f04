import { actionPhaseLifecycle as lifecycle } from "@runledger/state";
import type { Random } from "./random.ts";
import type { PlannedFilter, PlannedWatcher, Watched } from "./round-plan.ts";

const TRANSPORTS = ["sse", "ws"] as const;

/**
 * Chooses who watches: over each transport all actions, a filtered part, and all reports of some run, and the runs as such;
 * and some who come later.
 *
 * @param total how many reports will be acknowledged
 * @param more who else watches
 */
export function planWatchers(
  random: Random,
  runs: readonly string[],
  total: number,
  more: readonly Omit<PlannedWatcher, "name">[],
): PlannedWatcher[] {
  const planned: Omit<PlannedWatcher, "name">[] = TRANSPORTS.flatMap((transport) => [
    { transport, at: 0, watched: { kind: "actions", run: random.pick(runs), filter: {} } },
    {
      transport,
      at: 0,
      watched: { kind: "actions", run: random.pick(runs), filter: someFilter(random) },
    },
    { transport, at: 0, watched: { kind: "events", run: random.pick(runs) } },
    { transport, at: 0, watched: { kind: "runs" } },
  ]);
  for (const run of runs) {
    planned.push({
      transport: random.pick(TRANSPORTS),
      at: random.below(total),
      watched: { kind: "actions", run, filter: random.chance(0.5) ? {} : someFilter(random) },
    });
  }
  return [...planned, ...more].map((each, index) => ({
    ...each,
    name: `${index} (${each.transport}, ${describe(each.watched)})`,
  }));
}

function someFilter(random: Random): PlannedFilter {
  const byName: PlannedFilter = { nameContains: random.pick(["train", "score", "oa"]) };
  if (random.chance(0.4)) return byName;
  const known = lifecycle.values.filter(({ number }) => !lifecycle.isAbsent(number));
  const phases = known.filter(() => random.chance(0.4)).map(({ shortName }) => shortName);
  const byPhase = { phases: phases.length === 0 ? known.map((each) => each.shortName) : phases };
  return random.chance(0.5) ? byPhase : { ...byName, ...byPhase };
}

function describe(watched: Watched): string {
  switch (watched.kind) {
    case "actions": {
      const { nameContains, phases } = watched.filter;
      const parts = [
        nameContains === undefined ? [] : [`named *${nameContains}*`],
        phases === undefined ? [] : [`in ${phases.join("/")}`],
      ].flat();
      return `actions of ${watched.run}${parts.length === 0 ? "" : ` ${parts.join(" ")}`}`;
    }
    case "events":
      return `reports of ${watched.run}`;
    case "runs":
      return "runs";
  }
}
