import { expect } from "vitest";
import type { TestGateway } from "./start-gateway.ts";

/** Asks REST below /api/v1, with JSON where there is something to send. Gives the status and the JSON that came back. */
export type Ask = (
  method: string,
  path: string,
  body?: object,
) => Promise<{ readonly status: number; readonly body: unknown }>;

/** Asks a gateway in this very process. */
export function askBy({ url }: TestGateway): Ask {
  return async (method, path, body) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${url}/api/v1/${path}`, { method, ...sent });
    return { status: response.status, body: await response.json() };
  };
}

/** Where everything of these tests is. */
export const place = { project: "flytesnacks", domain: "development" };
const id = (resourceType: string, name: string) => ({
  resourceType,
  ...place,
  name,
  version: "v1",
});
const task = id("TASK", "shop.train");
const workflow = id("WORKFLOW", "shop.flow");
/** The launch plan. */
export const plan = id("LAUNCH_PLAN", "shop.flow");
const inputs = { variables: { name: { type: { simple: "STRING" } } } };
/** Inputs of an execution. */
export const ann = { literals: { name: { scalar: { primitive: { stringValue: "Ann" } } } } };

/** Registers a project, a task, a workflow of it and a launch plan. */
export async function register(ask: Ask): Promise<void> {
  const template = { type: "python-task", interface: { inputs } };
  const nodes = ["n0", "n1"].map((node) => ({ id: node, taskNode: { referenceId: task } }));
  // As flytekit registers plans: with the inputs that have no default as well.
  const defaultInputs = { parameters: { name: { var: inputs.variables.name, required: true } } };
  for (const [path, sent] of [
    ["projects", { project: { id: place.project, name: place.project } }],
    ["tasks", { id: task, spec: { template } }],
    ["workflows", { id: workflow, spec: { template: { interface: { inputs }, nodes } } }],
    ["launch_plans", { id: plan, spec: { workflowId: workflow, defaultInputs } }],
  ] as const) {
    expect(await ask("POST", path, sent)).toEqual({ status: 200, body: {} });
  }
}

/** Tells, as Flyte's engine does, that a node is in a phase. */
export function tellNode(ask: Ask, execution: string, nodeId: string, phase: string) {
  const executionId = { ...place, name: execution };
  const occurredAt = "2026-01-02T03:04:05Z";
  const event = { id: { nodeId, executionId }, phase, occurredAt, producerId: "propeller" };
  return ask("POST", "events/nodes", { event });
}

/** The same of an execution. */
export function tellExecution(ask: Ask, name: string, phase: string) {
  const executionId = { ...place, name };
  const event = { executionId, phase, occurredAt: "2026-01-02T03:04:05Z", producerId: "propeller" };
  return ask("POST", "events/workflows", { event });
}
