import { create } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { Ledger } from "@runledger/ledger";
import {
  type ActionDetails,
  TaskTemplateSchema as KeptTemplateSchema,
  RunIdentifierSchema,
} from "@runledger/proto";
import {
  type Identifier,
  ResourceType,
  type TaskTemplate,
  TaskTemplateSchema,
  TypedInterfaceSchema,
} from "@runledger/proto/flyteidl/core";
import { present } from "../../flyte2/present.ts";
import { sameWire } from "../same-wire.ts";
import { identifierOf } from "./kinds.ts";

/** The version of a task whose version nobody has said, so that addresses have no empty parts. */
export const UNVERSIONED = "unversioned";

/** What is known of a task. */
export interface KnownTask {
  readonly template: TaskTemplate;
  readonly createdAt: Timestamp | undefined;
}

/** Names the task of a root action. One that nobody has named is called as its run. */
export function taskOfRoot({ id, metadata }: ActionDetails): Identifier {
  const { project, domain, name: runName } = present(id?.run);
  const task = metadata?.spec.case === "task" ? metadata.spec.value.id : undefined;
  return identifierOf(ResourceType.TASK, {
    project: task?.project || project,
    domain: task?.domain || domain,
    name: task?.name || runName,
    version: task?.version || UNVERSIONED,
  });
}

/**
 * Finds a task that nobody has registered, by a run of it: the newest, where there are several. What the run was created with
 * says what the task takes and gives; where that says nothing, it is a task of which no more is known than its name.
 */
export async function findTaskOfRuns(
  ledger: Ledger,
  id: Identifier,
): Promise<KnownTask | undefined> {
  const { project, domain, name, version } = id;
  const equal = { project, domain, taskName: name };
  const { items } = await ledger.listRuns({
    filter: [
      ...(["project", "domain", "taskName"] as const).map((column) => ({
        column,
        condition: { kind: "in", values: [equal[column]] } as const,
      })),
      {
        column: "taskVersion",
        condition: { kind: "in", values: version === UNVERSIONED ? [version, ""] : [version] },
      },
    ],
    limit: 1,
  });
  const called = create(RunIdentifierSchema, { project, domain, name });
  for (const run of [items[0], await ledger.getRun(called)]) {
    const root = run && (await ledger.getActionDetails(present(run.action?.id)));
    if (root === undefined) continue;
    const named = taskOfRoot(root);
    if (named.name !== name || named.version !== version) continue;
    return { template: templateOf(root, named), createdAt: run?.createdTime };
  }
  return undefined;
}

function templateOf({ metadata, spec }: ActionDetails, id: Identifier): TaskTemplate {
  const kept = spec.case === "task" ? spec.value.taskTemplate : undefined;
  const template = sameWire(
    KeptTemplateSchema,
    TaskTemplateSchema,
    kept ?? create(KeptTemplateSchema),
  );
  const type = metadata?.spec.case === "task" ? metadata.spec.value.taskType : "";
  template.id = id;
  template.type ||= type;
  template.interface ??= create(TypedInterfaceSchema, { inputs: {}, outputs: {} });
  return template;
}
