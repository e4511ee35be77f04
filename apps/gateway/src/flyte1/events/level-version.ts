import {
  type Flyte1Level,
  nodePhaseLifecycle,
  taskPhaseLifecycle,
  workflowPhaseLifecycle,
} from "@runledger/state";

const lifecycles = {
  workflow: workflowPhaseLifecycle,
  node: nodePhaseLifecycle,
  task: taskPhaseLifecycle,
} as const;

/** Where the versions of each level begin: what an attempt says of itself comes first, and has versions of its own. */
const first: Readonly<Record<Flyte1Level, number>> = {
  task: 0,
  node: 2 ** 31,
  workflow: 2 ** 31 + 2 ** 30,
};

/**
 * Versions an event that has none. Several of Flyte 1's phases may be one phase of an action, and an attempt, its node and
 * its execution may tell of the same phase: each has its own version, and a later phase the greater one.
 */
export function levelVersion(level: Flyte1Level, phase: number): number {
  const lifecycle = lifecycles[level];
  const before = lifecycle.values.filter(({ number }) => lifecycle.reachable(number, phase));
  return first[level] + before.length;
}
