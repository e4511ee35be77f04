import { create, fromBinary } from "@bufbuild/protobuf";
import {
  type ExecutionMetadata,
  ExecutionMetadataSchema,
  type ExecutionSpec,
  ExecutionSpecSchema,
  MatchableResource,
  type WorkflowExecutionConfig,
  WorkflowSpecSchema,
} from "@runledger/proto/flyteidl/admin";
import { ProjectSchema } from "@runledger/proto/flyteidl2/project";
import { ResourceType } from "@runledger/proto/flyteidl/core";
import { mergeExecutionConfig } from "@runledger/state";
import { badInput } from "../../errors/bad-input.ts";
import { projectName } from "../../flyte2/projects/to-project.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { findAttributes, type Scope } from "../attributes/attributes.ts";
import { versionName } from "../entities/kinds.ts";
import type { WhatToRun } from "./what-to-run.ts";

/**
 * Fills in what an execution is run with where its spec says nothing: its launch plan, then attributes from the narrower to the
 * wider, each field by itself, as flyteadmin has it. Labels of its project are added to its own.
 *
 * @throws GatewayError BAD_INPUT for a negative parallelism, and for a cluster pool other than the one that the attributes assign
 */
export async function executionSpec(
  context: SurfaceContext,
  { project, domain }: { readonly project: string; readonly domain: string },
  told: ExecutionSpec,
  what: WhatToRun,
): Promise<ExecutionSpec> {
  const { plan } = what;
  if (told.maxParallelism < 0) {
    throw badInput(
      "spec.max_parallelism",
      `spec.max_parallelism is ${told.maxParallelism}, and has to be 0, for what the launch plan says, or more.`,
    );
  }
  const { $typeName: _, inputs: __, qualityOfService: ___, ...spec } = told;
  const metadata: ExecutionMetadata = told.metadata ?? create(ExecutionMetadataSchema);
  const scope = { project, domain, workflow: plan === undefined ? "" : what.workflowId.name };
  const [narrow, wide, qualityOfService, clusterAssignment, own] = await Promise.all([
    configAt(context, scope),
    configAt(context, { project }),
    qualityOf(context, scope, told, what),
    assignmentOf(context, scope, told),
    projectLabels(context, project),
  ]);
  const layers = [told, plan, narrow, wide].flatMap((layer) => (layer ? [layer] : []));
  const { labels, ...config } = mergeExecutionConfig(layers);
  return create(ExecutionSpecSchema, {
    ...spec,
    ...config,
    metadata,
    labels: { values: { ...own, ...labels?.values } },
    ...(qualityOfService && { qualityOfService }),
    ...(clusterAssignment && { clusterAssignment }),
  });
}

async function configAt(
  context: SurfaceContext,
  scope: Scope,
): Promise<WorkflowExecutionConfig | undefined> {
  const found = await findAttributes(context, scope, MatchableResource.WORKFLOW_EXECUTION_CONFIG);
  return found?.target.case === "workflowExecutionConfig" ? found.target.value : undefined;
}

/** Finds how urgent it is: as it says itself, or its launch plan, its workflow, the attributes. */
async function qualityOf(
  context: SurfaceContext,
  scope: Scope,
  told: ExecutionSpec,
  { plan, workflowId }: WhatToRun,
): Promise<ExecutionSpec["qualityOfService"]> {
  const isSaid = (each: ExecutionSpec["qualityOfService"]) => each?.designation.case !== undefined;
  const said = [told.qualityOfService, plan?.qualityOfService].find(isSaid);
  if (said !== undefined) return said;
  if (plan !== undefined) {
    const entity = await context.ledger.getEntity(versionName(ResourceType.WORKFLOW, workflowId));
    const workflow = entity && fromBinary(WorkflowSpecSchema, entity.body);
    const quality = workflow?.template?.metadata?.qualityOfService;
    if (isSaid(quality)) return quality;
  }
  const resource = MatchableResource.QUALITY_OF_SERVICE_SPECIFICATION;
  const found = await findAttributes(context, scope, resource);
  return found?.target.case === "qualityOfService" ? found.target.value : undefined;
}

async function assignmentOf(
  context: SurfaceContext,
  { project, domain = "" }: Scope,
  told: ExecutionSpec,
): Promise<ExecutionSpec["clusterAssignment"]> {
  const resource = MatchableResource.CLUSTER_ASSIGNMENT;
  const found = await findAttributes(context, { project, domain }, resource);
  const assigned = found?.target.case === "clusterAssignment" ? found.target.value : undefined;
  const pool = told.clusterAssignment?.clusterPoolName ?? "";
  if (assigned === undefined || assigned.clusterPoolName === "") return told.clusterAssignment;
  if (pool === "" || pool === assigned.clusterPoolName) return assigned;
  throw badInput(
    "spec.cluster_assignment.cluster_pool_name",
    `spec.cluster_assignment.cluster_pool_name is ${JSON.stringify(pool)}, and executions of ${project}/${domain} run on ${JSON.stringify(assigned.clusterPoolName)}. Leave it out.`,
  );
}

async function projectLabels(
  { ledger }: SurfaceContext,
  project: string,
): Promise<Readonly<Record<string, string>>> {
  const entity = await ledger.getEntity(projectName(project));
  if (entity === undefined || entity.body.length === 0) return {};
  return fromBinary(ProjectSchema, entity.body).labels?.values ?? {};
}
