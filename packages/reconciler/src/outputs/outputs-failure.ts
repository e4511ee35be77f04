import type { JsonValue } from "@bufbuild/protobuf";
import type { TaskSpec } from "@runledger/proto";
import { type PluginResult, variablesProblem } from "@runledger/state/reconcile";
import { failureOf } from "../process/failure-of.ts";

/** Makes the failure of work whose outputs aren't what the task's interface says; undefined if they are. */
export function outputsFailure(
  { taskTemplate }: TaskSpec,
  outputs: JsonValue | undefined,
): (PluginResult & { readonly kind: "failed" }) | undefined {
  const problem = variablesProblem("outputs", outputs, taskTemplate?.interface?.outputs);
  return problem === undefined ? undefined : failureOf("Outputs", "USER", true, problem);
}
