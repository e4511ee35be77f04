import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ActionDeclarationSchema, ActionMetadataSchema } from "@runledger/proto";
import { TaskTemplateSchema as KeptTemplateSchema } from "@runledger/proto";
import type { LaunchPlanSpec } from "@runledger/proto/flyteidl/admin";
import {
  type Identifier,
  type Literal,
  type Parameter,
  ResourceType,
  type TaskTemplate,
  TaskTemplateSchema,
} from "@runledger/proto/flyteidl/core";
import { MAX_ATTEMPTS } from "@runledger/state";
import { badInput } from "../../errors/bad-input.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { generatedFrom } from "../entities/generated-workflow.ts";
import { getLaunchPlan } from "../entities/launch-plans.ts";
import { registered } from "../entities/register.ts";
import { templateOf } from "../entities/tasks.ts";
import { sameWire } from "../same-wire.ts";
import { allRequired } from "./execution-inputs.ts";

/** What an execution runs, as it is registered. */
export interface WhatToRun {
  readonly workflowId: Identifier;
  /** What takes care of the root action; empty for a workflow, which an engine of its own walks through. */
  readonly taskType: string;
  /** What may be set, and what may not. */
  readonly expected: Readonly<Record<string, Parameter>>;
  readonly fixed: Readonly<Record<string, Literal>>;
  /** What the launch plan says for executions that say nothing. */
  readonly plan: LaunchPlanSpec | undefined;
  /** What the root action is declared as. */
  readonly metadata: MessageInitShape<typeof ActionMetadataSchema>;
  readonly spec: Pick<MessageInitShape<typeof ActionDeclarationSchema>, "spec">;
}

/**
 * Finds what an execution is to run: a launch plan, or a task by itself.
 *
 * @throws GatewayError NOT_FOUND where it isn't registered, BAD_INPUT where it is something else
 */
export async function whatToRun(
  { ledger }: SurfaceContext,
  id: Identifier | undefined,
): Promise<WhatToRun> {
  if (id === undefined) throw badInput("spec.launch_plan", "spec.launch_plan is missing.");
  if (id.resourceType === ResourceType.TASK) {
    return taskToRun(id, templateOf(await registered(ledger, ResourceType.TASK, id)));
  }
  if (
    id.resourceType !== ResourceType.LAUNCH_PLAN &&
    id.resourceType !== ResourceType.UNSPECIFIED
  ) {
    throw badInput(
      "spec.launch_plan.resource_type",
      "spec.launch_plan.resource_type has to be LAUNCH_PLAN or TASK. Register a launch plan of a workflow.",
    );
  }
  const { spec, closure } = await getLaunchPlan(ledger, id);
  const { workflowId } = spec ?? {};
  if (spec === undefined || workflowId === undefined)
    throw new Error("A launch plan has no workflow.");
  return {
    workflowId,
    taskType: "",
    expected: closure?.expectedInputs?.parameters ?? {},
    fixed: spec.fixedInputs?.literals ?? {},
    plan: spec,
    metadata: {
      spec: { case: "task", value: short(workflowId, "workflow") },
      triggerName: id.name,
    },
    spec: {},
  };
}

function taskToRun(id: Identifier, template: TaskTemplate): WhatToRun {
  const retries = template.metadata?.retries?.retries;
  return {
    workflowId: generatedFrom(id),
    taskType: template.type,
    expected: allRequired(template.interface?.inputs?.variables ?? {}),
    fixed: {},
    plan: undefined,
    metadata: {
      spec: { case: "task", value: short(id, template.type) },
      ...(retries !== undefined && { maxAttempts: Math.min(retries + 1, MAX_ATTEMPTS) }),
    },
    spec: {
      spec: {
        case: "task",
        value: {
          taskTemplate: sameWire(TaskTemplateSchema, KeptTemplateSchema, template),
          shortName: lastPart(id.name),
        },
      },
    },
  };
}

function short({ project, domain, name, version, org }: Identifier, taskType: string) {
  return { id: { project, domain, name, version, org }, taskType, shortName: lastPart(name) };
}

function lastPart(name: string): string {
  return name.split(".").at(-1) ?? "";
}
