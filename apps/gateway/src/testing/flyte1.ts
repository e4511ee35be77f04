import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { Client } from "@connectrpc/connect";
import {
  LiteralSchema,
  type Literal,
  ResourceType,
  SimpleType,
} from "@runledger/proto/flyteidl/core";
import { AdminService } from "@runledger/proto/flyteidl/service";
import type { ActionEventSchema } from "@runledger/proto";
import { EventsProxyService } from "@runledger/proto/flyteidl2/workflow";
import { rpcClient } from "./rpc-client.ts";
import { startTestGateway } from "./start-test-gateway.ts";

/** Where everything of these tests is. */
export const place = { project: "p", domain: "development" } as const;
export const taskId = {
  ...place,
  resourceType: ResourceType.TASK,
  name: "my.module.train",
  version: "v1",
} as const;
export const workflowId = {
  ...place,
  resourceType: ResourceType.WORKFLOW,
  name: "my.module.flow",
  version: "v1",
} as const;
export const planId = {
  ...place,
  resourceType: ResourceType.LAUNCH_PLAN,
  name: "my.module.flow",
  version: "v1",
} as const;

/** A variable of a simple type. */
const simple = (type: SimpleType) => ({ type: { type: { case: "simple", value: type } } }) as const;

/** A whole number as a value. */
export function integer(value: number): Literal {
  const primitive = { value: { case: "integer", value: BigInt(value) } } as const;
  return create(LiteralSchema, {
    value: { case: "scalar", value: { value: { case: "primitive", value: primitive } } },
  });
}

/** A text as a value. */
export function text(value: string): Literal {
  const primitive = { value: { case: "stringValue", value } } as const;
  return create(LiteralSchema, {
    value: { case: "scalar", value: { value: { case: "primitive", value: primitive } } },
  });
}

/** What a report says beside whom it is about. The first attempt, where it doesn't say which. */
type Told = Omit<Exclude<MessageInitShape<typeof ActionEventSchema>, { $typeName: string }>, "id">;

/** Registers a task, a workflow of it and a launch plan. */
export async function registerFlow(admin: Client<typeof AdminService>): Promise<void> {
  const inputs = {
    variables: { epochs: simple(SimpleType.INTEGER), name: simple(SimpleType.STRING) },
  };
  const template = {
    type: "python-task",
    interface: { inputs },
    metadata: { retries: { retries: 2 } },
  };
  await admin.createTask({ id: taskId, spec: { template } });
  await admin.createWorkflow({
    id: workflowId,
    spec: {
      template: {
        interface: { inputs },
        nodes: ["n0", "n1"].map((id) => ({
          id,
          target: {
            case: "taskNode",
            value: { reference: { case: "referenceId", value: taskId } },
          },
        })),
      },
    },
  });
  await admin.createLaunchPlan({
    id: planId,
    spec: {
      workflowId,
      defaultInputs: {
        parameters: { epochs: { behavior: { case: "default", value: integer(3) } } },
      },
      labels: { values: { from: "plan" } },
    },
  });
}

/** Starts a gateway on which a task, a workflow of it and a launch plan are registered. */
export async function openFlyte1() {
  const gateway = await startTestGateway();
  const admin = rpcClient(AdminService, gateway);
  await registerFlow(admin);
  const events = rpcClient(EventsProxyService, gateway);
  const report = async (run: string, action: string, ...told: readonly Told[]) => {
    const id = { run: { ...place, name: run }, name: action };
    await events.record({ events: told.map((event) => ({ attempt: 1, ...event, id })) });
  };
  return { gateway, admin, report };
}
