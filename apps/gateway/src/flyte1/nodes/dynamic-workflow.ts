import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { EntityName, Ledger } from "@runledger/ledger";
import type { ActionIdentifier } from "@runledger/proto";
import {
  type DynamicNodeWorkflowResponse,
  DynamicNodeWorkflowResponseSchema,
} from "@runledger/proto/flyteidl/admin";
import {
  type DynamicWorkflowNodeMetadata,
  DynamicWorkflowNodeMetadataSchema,
} from "@runledger/proto/flyteidl/event";
import { GatewayError } from "../../errors/gateway-error.ts";

function nameOf({ run, name }: ActionIdentifier): EntityName {
  const { project = "", domain = "", name: runName = "" } = run ?? {};
  return { kind: "dynamic-workflow", project, domain, name: runName, version: name };
}

/** Keeps the workflow that a node has made while it ran. A later one replaces it. */
export async function keepDynamicWorkflow(
  ledger: Ledger,
  id: ActionIdentifier,
  told: DynamicWorkflowNodeMetadata,
): Promise<void> {
  const entity = { ...nameOf(id), title: "" };
  const body = toBinary(DynamicWorkflowNodeMetadataSchema, told);
  const { kind } = await ledger.createEntity({ ...entity, createdBy: "", body });
  if (kind === "taken") await ledger.updateEntity({ ...entity, state: 0, body });
}

/** Finds what is known of the workflow that a node has made. Undefined: it hasn't made one. */
export async function findDynamicWorkflow(
  ledger: Ledger,
  id: ActionIdentifier,
): Promise<DynamicWorkflowNodeMetadata | undefined> {
  const entity = await ledger.getEntity(nameOf(id));
  return entity && fromBinary(DynamicWorkflowNodeMetadataSchema, entity.body);
}

/**
 * Gets the workflow that a node has made.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function getDynamicWorkflow(
  ledger: Ledger,
  id: ActionIdentifier,
): Promise<DynamicNodeWorkflowResponse> {
  const { compiledWorkflow } = (await findDynamicWorkflow(ledger, id)) ?? {};
  if (compiledWorkflow !== undefined) {
    return create(DynamicNodeWorkflowResponseSchema, { compiledWorkflow });
  }
  throw new GatewayError(
    "NOT_FOUND",
    `Nobody has told of a workflow that the node ${JSON.stringify(id.name)} has made.`,
  );
}
