import { create } from "@bufbuild/protobuf";
import { RECONCILED, type Report } from "@runledger/ledger";
import {
  type ActionDeclaration,
  RelationType,
  type RunDeclaration,
  RunDeclarationSchema,
  type RunIdentifier,
  RunSource,
} from "@runledger/proto";
import {
  type ExecutionCreateRequest,
  ExecutionMetadata_ExecutionMode as Mode,
  ExecutionSchema,
  type ExecutionSpec,
} from "@runledger/proto/flyteidl/admin";
import type { WorkflowExecutionIdentifier } from "@runledger/proto/flyteidl/core";
import { ROOT_ACTION } from "@runledger/state";
import { GatewayError } from "../../errors/gateway-error.ts";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { keepLiterals } from "../literals/read-literals.ts";
import { executionInputs } from "./execution-inputs.ts";
import { executionOf, runOf } from "./execution-id.ts";
import { executionSpec } from "./execution-spec.ts";
import { executionName } from "./execution-name.ts";
import { toKeep } from "./kept-executions.ts";
import { type WhatToRun, whatToRun } from "./what-to-run.ts";

/** Makes up a whole number from 0 up, below the one that it is given. */
export type Random = (below: number) => number;

/** How an execution is derived from another one. */
interface Derived {
  readonly from: RunIdentifier;
  readonly how: RelationType;
  /** What is known of its nodes from the beginning. */
  readonly reports?: readonly Report[];
}

/**
 * Creates an execution, which is a run. It is queued, and whoever does the work reports on it. All that is known of it from
 * the beginning is committed at once: there is all of it, or none.
 *
 * @throws GatewayError ALREADY_EXISTS if the name is taken, which changes nothing; NOT_FOUND if what it runs isn't
 * registered; BAD_INPUT that names each input that doesn't fit
 */
export async function createExecution(
  context: SurfaceContext,
  request: Pick<ExecutionCreateRequest, "project" | "domain" | "name" | "org" | "spec" | "inputs">,
  random: Random,
  derived?: Derived,
): Promise<WorkflowExecutionIdentifier> {
  const { project, domain, org } = request;
  const id = runOf({ project, domain, org, name: executionName(request.name, random) }, "request");
  const told = present(request.spec);
  const what = await whatToRun(context, told.launchPlan);
  const given = request.inputs ?? told.inputs;
  const inputs = executionInputs(given?.literals ?? {}, what.expected, what.fixed);
  const spec = await executionSpec(context, id, told, what);
  const inputUri = await keepLiterals(context, id, inputs);
  const kept = create(ExecutionSchema, { spec, closure: { workflowId: what.workflowId } });
  const result = await context.ledger.createRun(
    {
      ...declare(id, spec, what, inputUri, derived),
      engine: context.isWorkedOn(what.taskType) ? RECONCILED : "",
    },
    { reports: derived?.reports ?? [], entity: toKeep(id, kept) },
  );
  if (result.kind !== "created") throw taken(id);
  return executionOf(id);
}

function declare(
  id: RunIdentifier,
  spec: ExecutionSpec,
  what: WhatToRun,
  inputUri: string,
  derived: Derived | undefined,
): RunDeclaration {
  const {
    annotations,
    labels,
    maxParallelism,
    metadata: told,
    overwriteCache,
    qualityOfService,
  } = spec;
  const relation = derived && { relatedTo: derived.from, relationType: derived.how };
  const principal = told?.principal ?? "";
  const root: ActionDeclaration["metadata"] | object = {
    ...what.metadata,
    ...(told?.mode === Mode.SCHEDULED && { source: RunSource.SCHEDULE_TRIGGER }),
    ...(principal !== "" && {
      executedBy: { principal: { case: "user", value: { id: { subject: principal } } } },
    }),
    ...(qualityOfService && { qualityOfService }),
    ...(relation && { relation }),
  };
  return create(RunDeclarationSchema, {
    id,
    labels: { ...labels?.values },
    runSpec: {
      ...(labels && { labels: { values: labels.values } }),
      ...(annotations && { annotations: { values: annotations.values } }),
      maxActionConcurrency: Math.max(0, maxParallelism),
      ...(overwriteCache && { cacheConfig: { overwriteCache } }),
      ...(relation && { relation }),
    },
    root: { name: ROOT_ACTION, metadata: root, ...what.spec, inputUri },
  });
}

function taken({ project, domain, name }: RunIdentifier): GatewayError {
  return new GatewayError(
    "ALREADY_EXISTS",
    `There is an execution ${project}/${domain}/${name} already, and it stays as it is. Take another name, or none.`,
  );
}
