import type { ActionPhase } from "@runledger/proto/core/v1";
import type { Lifecycle } from "@runledger/lifecycle";
import { nodePhaseLifecycle, taskPhaseLifecycle, workflowPhaseLifecycle } from "../lifecycles.ts";
import { fromNodePhase, fromTaskPhase, fromWorkflowPhase } from "./from-flyte1.ts";
import type { Mapped } from "./mapped.ts";

/** Flyte 1's levels: a run, an action, an attempt. */
export type Flyte1Level = "workflow" | "node" | "task";

interface Vocabulary {
  readonly lifecycle: Lifecycle;
  readonly from: (phase: never) => Mapped<ActionPhase> | undefined;
}

const vocabularies: Readonly<Record<Flyte1Level, Vocabulary>> = {
  workflow: { lifecycle: workflowPhaseLifecycle, from: fromWorkflowPhase },
  node: { lifecycle: nodePhaseLifecycle, from: fromNodePhase },
  task: { lifecycle: taskPhaseLifecycle, from: fromTaskPhase },
};

/**
 * Says how a report of one of Flyte 1's phases names it (`reported_as`), as in "node.SKIPPED". Empty where an action's own
 * phase says as much.
 */
export function reportedAs(level: Flyte1Level, phase: number): string {
  const { lifecycle, from } = vocabularies[level];
  const mapped = from(phase as never);
  if (mapped?.lost === undefined) return "";
  return `${level}.${lifecycle.of(phase)?.shortName ?? ""}`;
}

/**
 * Finds the phase of a level that a report has named. Undefined: none has, or the action is in another phase by now, which
 * stands.
 */
export function reportedPhase(
  level: Flyte1Level,
  reported: string | undefined,
  phase: ActionPhase,
): number | undefined {
  const { lifecycle, from } = vocabularies[level];
  const named = lifecycle.values.find(({ shortName }) => `${level}.${shortName}` === reported);
  if (named === undefined || from(named.number as never)?.phase !== phase) return undefined;
  return named.number;
}

/**
 * Tells whether a report of one of Flyte 1's phases says that no other attempt follows: the phase ends a failure's subject
 * there, and not the attempt alone. False for what is no phase of the level.
 */
export function endsLastAttempt(level: Flyte1Level, phase: number): boolean {
  const { lifecycle } = vocabularies[level];
  return lifecycle.endsSubject(phase) && lifecycle.of(phase)?.outcome === "failure";
}
