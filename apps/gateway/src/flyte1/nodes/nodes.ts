import type { Ledger } from "@runledger/ledger";
import { type ActionDetails, ActionIdentifierSchema, type RunIdentifier } from "@runledger/proto";
import { create } from "@bufbuild/protobuf";
import { ResourceType } from "@runledger/proto/flyteidl/core";
import { initialPhase, ROOT_ACTION } from "@runledger/state";
import { getActionDetails } from "../../flyte2/runs/get-details.ts";
import type { NodeExecutionIdentifier } from "@runledger/proto/flyteidl/core";
import { badInput } from "../../errors/bad-input.ts";
import { present } from "../../flyte2/present.ts";
import { runOf } from "../executions/execution-id.ts";
import { keptExecutions } from "../executions/kept-executions.ts";
import { runNotKnown } from "../../flyte2/not-known.ts";

/**
 * Finds the action that a node execution is.
 *
 * @param field what the node's name is called in the request
 * @throws GatewayError NOT_FOUND; BAD_INPUT that names the part that is missing
 */
export async function findNode(
  ledger: Ledger,
  id: NodeExecutionIdentifier,
  field = "id",
): Promise<ActionDetails> {
  if (id.nodeId === "") throw badInput(`${field}.node_id`, `${field}.node_id is missing.`);
  const run = runOf(present(id.executionId), `${field}.execution_id`);
  return getActionDetails({ ledger }, create(ActionIdentifierSchema, { run, name: id.nodeId }));
}

/**
 * Tells whether the root of a run is a node of its own: a task that runs by itself is one, and so is every run that another
 * surface than Flyte 1's has told of. The root of a workflow is the execution, and the nodes are below it.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function isRootNode(ledger: Ledger, id: RunIdentifier): Promise<boolean> {
  const run = await ledger.getRun(id);
  if (run === undefined) throw runNotKnown(id);
  const kept = (await keptExecutions(ledger, [run])).get(run);
  const type = kept?.told.spec?.launchPlan?.resourceType;
  if (type !== undefined) return type === ResourceType.TASK;
  const { metadata, status } = run.action ?? {};
  if (metadata?.spec.case === "task") return true;
  // The ledger itself says, without a time, that the root of a run is queued of which only something below it was told.
  const isTold = status?.startTime !== undefined || status?.phase !== initialPhase;
  const isKnown = run.declared || isTold;
  return isKnown && metadata?.isParentNode !== true;
}

/** Finds which of some actions have others below them. */
export async function parentsAmong(
  ledger: Ledger,
  run: RunIdentifier,
  actions: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let names = actions;
  while (names.length > 0) {
    // Each page tells of one parent at least that isn't known yet, and mostly of all.
    const page = await ledger.listActions(run, {
      filter: [{ column: "parent", condition: { kind: "in", values: names } }],
      // By the index of children: in the order of the run all its actions would be looked through.
      sort: [{ column: "parent", descending: false }],
    });
    for (const { metadata } of page.items) found.add(metadata?.parent ?? "");
    if (!page.hasMore) break;
    names = names.filter((name) => !found.has(name));
  }
  return found;
}

/** What only the top level of an execution's nodes have for a parent. */
export function topLevel(rootIsNode: boolean): {
  readonly column: "name" | "parent";
  readonly value: string;
} {
  return { column: rootIsNode ? "name" : "parent", value: ROOT_ACTION };
}
