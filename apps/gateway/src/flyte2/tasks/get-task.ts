import { create, fromBinary } from "@bufbuild/protobuf";
import type { Entity } from "@runledger/ledger";
import type { TaskIdentifier, TaskSpec } from "@runledger/proto";
import {
  DeployTaskRequestSchema,
  type TaskDetails,
  TaskDetailsSchema,
  type TaskMetadata,
  TaskMetadataSchema,
} from "@runledger/proto/flyteidl2/task";
import { toTimestamp } from "../../schema/to-timestamp.ts";
import { present } from "../present.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { taskName, taskNotKnown } from "./task-name.ts";

/**
 * Gets one version of a task, whole.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function getTaskDetails(
  { ledger }: SurfaceContext,
  taskId: TaskIdentifier | undefined,
): Promise<TaskDetails> {
  const id = present(taskId);
  const entity = await ledger.getEntity(taskName(id));
  if (entity === undefined) throw taskNotKnown(id);
  const { spec, taskId: deployed } = fromBinary(DeployTaskRequestSchema, entity.body);
  return create(TaskDetailsSchema, {
    ...(deployed && { taskId: deployed }),
    metadata: metadataOf(entity),
    ...(spec && { spec }),
  });
}

/** Finds the spec of a task that was deployed. */
export async function findTask(
  { ledger }: Pick<SurfaceContext, "ledger">,
  id: TaskIdentifier,
): Promise<TaskSpec | undefined> {
  const entity = await ledger.getEntity(taskName(id));
  return entity && fromBinary(DeployTaskRequestSchema, entity.body).spec;
}

/** Says what is known of a task beside its spec. */
export function metadataOf({ body, title, createdAt, createdBy: subject }: Entity): TaskMetadata {
  const { documentation, environment } = fromBinary(DeployTaskRequestSchema, body).spec ?? {};
  return create(TaskMetadataSchema, {
    shortName: title,
    deployedAt: toTimestamp(createdAt),
    ...(subject !== "" && {
      deployedBy: { principal: { case: "user", value: { id: { subject } } } },
    }),
    environmentName: environment?.name ?? "",
    shortDescription: documentation?.shortDescription ?? "",
  });
}
