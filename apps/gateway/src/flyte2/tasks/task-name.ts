import type { EntityName } from "@runledger/ledger";
import type { TaskIdentifier } from "@runledger/proto";
import { GatewayError } from "../../errors/gateway-error.ts";

/** What a task that was deployed is called among what is registered. Its message is a DeployTaskRequest. */
export function taskName({ project, domain, name, version }: TaskIdentifier): EntityName {
  return { kind: "task", project, domain, name, version };
}

/** Makes the error of a task that isn't deployed. */
export function taskNotKnown({ project, domain, name, version }: TaskIdentifier): GatewayError {
  return new GatewayError(
    "NOT_FOUND",
    `The task ${project}/${domain}/${name}, version ${version}, isn't deployed here.`,
  );
}
