import { toBinary } from "@bufbuild/protobuf";
import { type DeployTaskRequest, DeployTaskRequestSchema } from "@runledger/proto/flyteidl2/task";
import type { EnrichedIdentity } from "@runledger/proto";
import { ResourceType } from "@runledger/proto/flyteidl/core";
import { GatewayError } from "../../errors/gateway-error.ts";
import { keepName } from "../../flyte1/entities/register.ts";
import { present } from "../present.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { taskName } from "./task-name.ts";

/**
 * Deploys one version of a task.
 *
 * @throws GatewayError ALREADY_EXISTS, which changes nothing: clients take it for done. The message says whether it is the same
 */
export async function deployTask(
  { ledger }: SurfaceContext,
  request: DeployTaskRequest,
  by?: EnrichedIdentity,
): Promise<void> {
  const id = present(request.taskId);
  await keepName(ledger, ResourceType.TASK, id);
  const { kind } = await ledger.createEntity({
    ...taskName(id),
    title: request.spec?.shortName ?? "",
    createdBy: by?.principal.value?.id?.subject ?? "",
    body: toBinary(DeployTaskRequestSchema, request),
  });
  if (kind === "created") return;
  const { project, domain, name, version } = id;
  throw new GatewayError(
    "ALREADY_EXISTS",
    `The task ${project}/${domain}/${name} has a version ${version} already, ` +
      (kind === "known"
        ? "which is this one."
        : "which is another one, and stays as it is. Deploy this one under another version."),
  );
}
