import { type WorkPolicy, defaultWorkPolicy } from "@runledger/state/reconcile";
import { isCached } from "../cache/cache-calls.ts";
import type { DriverContext } from "./driver-context.ts";
import { type Known, taskNameOf, taskTypeOf } from "./known.ts";

/** Says by what an action is driven: what the worker was told, and what its task's plugin says of it. */
export function policyOf(
  { plugins, policy: given }: Pick<DriverContext, "plugins" | "policy">,
  known: Known,
): WorkPolicy {
  const policy = { ...defaultWorkPolicy, ...given };
  const { spec } = known.record;
  if (spec.case !== "task") return policy;
  const type = taskTypeOf(known);
  const plugin = plugins.get(type);
  const problem =
    plugin === undefined
      ? `task_type: no plugin takes "${type}". There are ${[...plugins.keys()].join(", ") || "none"}. Run a worker with one that does.`
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
