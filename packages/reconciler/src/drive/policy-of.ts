import { type WorkPolicy, defaultWorkPolicy } from "@runledger/state/reconcile";
import { isCached } from "../cache/cache-calls.ts";
import type { DriverContext } from "./driver-context.ts";
import { type Known, taskNameOf, taskTypeOf } from "./known.ts";

/** Says by what an action is driven: what the worker was told, and what its task's plugin says of it. */
export function policyOf(
  { plugins, policy: given, taskTypes }: Pick<DriverContext, "plugins" | "policy" | "taskTypes">,
  known: Known,
): WorkPolicy {
  const policy = { ...defaultWorkPolicy, ...given };
  const { spec } = known.record;
  if (spec.case !== "task") return policy;
  const type = taskTypeOf(known);
  const plugin = plugins.get(type);
  const problem =
    plugin === undefined
      ? `task_type: no plugin takes "${type}". There are ${taskTypes().join(", ") || "none"}. Run a worker with one that does.`
      : plugin.problemOf?.(spec.value, taskNameOf(known));
  const attemptTimeout = plugin?.timeoutOf?.(spec.value);
  return {
    ...policy,
    cache: given.cache !== false && isCached(known),
    volatile: plugin?.volatile === true,
    ...(problem !== undefined && { problem }),
    ...(attemptTimeout !== undefined && { attemptTimeout }),
  };
}
