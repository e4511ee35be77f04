import { create } from "@bufbuild/protobuf";
import { RelationType } from "@runledger/proto";
import {
  ExecutionMetadata_ExecutionMode as Mode,
  type ExecutionRelaunchRequest,
  type ExecutionSpec,
  ExecutionSpecSchema,
} from "@runledger/proto/flyteidl/admin";
import { type LiteralMap, LiteralMapSchema } from "@runledger/proto/flyteidl/core";
import type { WorkflowExecutionIdentifier } from "@runledger/proto/flyteidl/core";
import { GatewayError } from "../../errors/gateway-error.ts";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { createExecution, type Random } from "./create-execution.ts";
import { executionData } from "./execution-data.ts";
import { runOf } from "./execution-id.ts";
import { findExecution } from "./read-executions.ts";
import { toExecution } from "./to-execution.ts";
import { whatToRun } from "./what-to-run.ts";

/** Starts an execution again, as a new one: the same version, the same inputs, and nothing of what has become of the first. */
export async function relaunchExecution(
  context: SurfaceContext,
  { id, name, overwriteCache }: ExecutionRelaunchRequest,
  random: Random,
): Promise<WorkflowExecutionIdentifier> {
  const from = runOf(present(id));
  const parts = await findExecution(context.ledger, from);
  const { $typeName: _, ...spec } = present(toExecution(parts).spec);
  const relaunched = create(ExecutionSpecSchema, {
    ...spec,
    overwriteCache,
    metadata: {
      mode: Mode.RELAUNCH,
      principal: spec.metadata?.principal ?? "",
      referenceExecution: present(id),
    },
  });
  const inputs = await inputsOf(context, parts.root, spec);
  const { project, domain, org } = from;
  const request = { project, domain, org, name, spec: relaunched, inputs };
  return createExecution(context, request, random, { from, how: RelationType.RERUN });
}

/**
 * Reads the inputs that an execution was given: not those that its launch plan fixes.
 *
 * @throws GatewayError NOT_FOUND where they are gone, or lie in a place that this gateway doesn't keep
 */
export async function inputsOf(
  context: SurfaceContext,
  root: Parameters<typeof executionData>[1],
  spec: Pick<ExecutionSpec, "launchPlan">,
): Promise<LiteralMap> {
  const { fullInputs } = await executionData(context, root);
  if (fullInputs === undefined && root.inputUri !== "") {
    throw new GatewayError(
      "NOT_FOUND",
      `The inputs at ${root.inputUri} are gone, or lie where this gateway doesn't keep them.`,
    );
  }
  const { fixed } = await whatToRun(context, spec.launchPlan);
  const open = Object.entries(fullInputs?.literals ?? {}).filter(
    ([name]) => !Object.hasOwn(fixed, name),
  );
  return create(LiteralMapSchema, { literals: Object.fromEntries(open) });
}
