import type { ActionDetails } from "@runledger/proto";
import { type Identifier, ResourceType } from "@runledger/proto/flyteidl/core";
import { identifierOf } from "../entities/kinds.ts";
import { UNVERSIONED } from "../entities/run-tasks.ts";

/** Names the task of an action. What nobody has said is made up from the action, so that addresses have no empty parts. */
export function taskIdOf({ id, metadata }: ActionDetails): Identifier {
  const task = metadata?.spec.case === "task" ? metadata.spec.value : undefined;
  const { project = "", domain = "" } = id?.run ?? {};
  return identifierOf(ResourceType.TASK, {
    project: task?.id?.project || project,
    domain: task?.id?.domain || domain,
    name: task?.id?.name || task?.shortName || id?.name || "",
    version: task?.id?.version || UNVERSIONED,
  });
}
