import type {
  TaskExecutionIdentifier,
  NodeExecutionIdentifier,
} from "@runledger/proto/flyteidl/core";

/** Addresses under which `GetData` finds what a node or an attempt took, gave and shows. */
export interface FlyteUrls {
  readonly inputs: string;
  readonly outputs: string;
  readonly deck: string;
}

/**
 * Says the addresses of a node's data, or of one of its attempts.
 *
 * @param attempt counted from 0; undefined: the node's
 */
export function flyteUrls(
  { nodeId, executionId }: NodeExecutionIdentifier,
  attempt?: TaskExecutionIdentifier["retryAttempt"],
): FlyteUrls {
  const { project = "", domain = "", name = "" } = executionId ?? {};
  const parts = [
    project,
    domain,
    name,
    nodeId,
    ...(attempt === undefined ? [] : [String(attempt)]),
  ];
  const base = `flyte://v1/${parts.join("/")}`;
  return { inputs: `${base}/i`, outputs: `${base}/o`, deck: `${base}/d` };
}
