import type { Lifecycle } from "@runledger/lifecycle";
import { breaksBoth } from "../finding.ts";
import type { LifecycleChange } from "./change.ts";
import { compareAttempts } from "./compare-attempts.ts";
import { compareSteps } from "./compare-steps.ts";
import { compareValues } from "./compare-values.ts";

/**
 * Lists what two versions of a lifecycle do differently, each difference with whom it hurts.
 *
 * The list is exact, under what the ledger's guard does: a change is said to break new readers of old writers if, and only if,
 * there is a story that the old version allows and of which a reader with the new one refuses a report, or takes another view
 * of the end, the outcome or a signal; and the other way round. Source: the test that plays all short stories through both.
 */
export function compareLifecycles(before: Lifecycle, after: Lifecycle): LifecycleChange[] {
  const changes = [
    ...compareInitial(before, after),
    ...compareValues(before, after),
    ...compareSteps(before, after),
    ...compareAttempts(before, after),
  ];
  return [...changes, ...compareVersion(before, after, changes.length > 0)];
}

function compareInitial(before: Lifecycle, after: Lifecycle): LifecycleChange[] {
  if (before.initial === after.initial) return [];
  const [was, is] = [before.of(before.initial), after.of(after.initial)];
  const message = `A ${after.subject} starts at ${is?.name}, and started at ${was?.name}: where nothing was reported yet, old and new readers show different values.`;
  return [{ rule: "RC119", value: is?.name, message, ...breaksBoth }];
}

function compareVersion(
  before: Lifecycle,
  after: Lifecycle,
  hasChanged: boolean,
): LifecycleChange[] {
  if (after.version > before.version) return [];
  if (after.version === before.version && !hasChanged) return [];
  const why =
    after.version < before.version
      ? `fell from ${before.version} to ${after.version}`
      : `is ${after.version}, as before, and what it allows is not`;
  const message = `The version of the lifecycle ${why}: set it to ${before.version + 1}.`;
  return [{ rule: "RC122", value: undefined, message, ...breaksBoth }];
}
