import type { WorkflowExecutionConfig } from "@runledger/proto/flyteidl/admin";

/** How an execution is run, as its own spec, its launch plan and attributes say it. */
export type ExecutionConfig = Pick<
  WorkflowExecutionConfig,
  | "annotations"
  | "envs"
  | "interruptible"
  | "labels"
  | "maxParallelism"
  | "overwriteCache"
  | "rawOutputDataConfig"
  | "securityContext"
>;

type Field = keyof ExecutionConfig;

type Questions = {
  readonly [Each in Field]: (value: ExecutionConfig[Each] | undefined) => boolean;
};

/** Whether a field says anything: clients send many that are set and empty. */
const says: Questions = {
  annotations: (value) => hasEntries(value?.values),
  envs: (value) => hasEntries(value?.values),
  interruptible: (value) => value !== undefined,
  labels: (value) => hasEntries(value?.values),
  maxParallelism: (value = 0) => value > 0,
  overwriteCache: (value = false) => value,
  rawOutputDataConfig: (value) => (value?.outputLocationPrefix ?? "") !== "",
  securityContext: (value) => {
    const { executionIdentity = "", iamRole = "", k8sServiceAccount = "" } = value?.runAs ?? {};
    return executionIdentity !== "" || iamRole !== "" || k8sServiceAccount !== "";
  },
};

/**
 * Puts together how an execution is run: each field is the first one that says anything, and whole, so labels of one layer are
 * not mixed with those of another. What no layer says is left out. Source: flyteadmin, `MergeIntoExecConfig`.
 *
 * @param layers those that come first win
 */
export function mergeExecutionConfig(
  layers: readonly Partial<ExecutionConfig>[],
): Partial<ExecutionConfig> {
  const merged: Partial<ExecutionConfig> = {};
  for (const field of Object.keys(says) as Field[]) {
    const isSaid = says[field] as (value: unknown) => boolean;
    const said = layers.find((layer) => isSaid(layer[field]));
    if (said !== undefined) Object.assign(merged, { [field]: said[field] });
  }
  return merged;
}

function hasEntries(values: object | undefined): boolean {
  return values !== undefined && Object.keys(values).length > 0;
}
