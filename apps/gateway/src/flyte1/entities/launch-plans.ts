import { create, equals, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Entity, Ledger } from "@runledger/ledger";
import {
  type LaunchPlan,
  type LaunchPlanCreateRequest,
  LaunchPlanSchema,
  LaunchPlanSpecSchema,
  LaunchPlanState,
  LaunchPlanStateSchema,
} from "@runledger/proto/flyteidl/admin";
import { type Identifier, ResourceType, type TypedInterface } from "@runledger/proto/flyteidl/core";
import { badInput } from "../../errors/bad-input.ts";
import { GatewayError } from "../../errors/gateway-error.ts";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { toTimestamp } from "../../schema/to-timestamp.ts";
import { expectedInputs } from "./expected-inputs.ts";
import { identifierOf, kinds, notRegistered, versionName } from "./kinds.ts";
import { only } from "./list-versions.ts";
import { register, registered } from "./register.ts";
import { specOf } from "./workflows.ts";

const { LAUNCH_PLAN, WORKFLOW } = ResourceType;

/**
 * Registers a version of a launch plan. Its workflow has to be there, and take what the plan gives.
 *
 * @throws GatewayError BAD_INPUT that names each input that doesn't fit; ConnectError where the version is there
 */
export async function createLaunchPlan(
  { ledger }: SurfaceContext,
  { id, spec }: LaunchPlanCreateRequest,
): Promise<void> {
  const named = present(id);
  const told = present(spec);
  versionName(LAUNCH_PLAN, named);
  const { inputs, outputs } = await interfaceOf(ledger, told.workflowId);
  const plan = create(LaunchPlanSchema, {
    id: identifierOf(LAUNCH_PLAN, named),
    spec: told,
    closure: {
      expectedInputs: expectedInputs(told, inputs?.variables ?? {}),
      ...(outputs && { expectedOutputs: outputs }),
    },
  });
  await register(ledger, LAUNCH_PLAN, named, {
    title: named.name.split(".").at(-1) ?? "",
    body: toBinary(LaunchPlanSchema, plan),
    isSame: (held) => equals(LaunchPlanSpecSchema, toLaunchPlan(held).spec ?? told, told),
  });
}

/**
 * Gets a version of a launch plan.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function getLaunchPlan(ledger: Ledger, id: Identifier): Promise<LaunchPlan> {
  return toLaunchPlan(await registered(ledger, LAUNCH_PLAN, id));
}

/**
 * Makes a version the active one of its name, or no longer so. Of a name, at most one is.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function updateLaunchPlan(
  { ledger }: SurfaceContext,
  id: Identifier,
  state: LaunchPlanState,
): Promise<void> {
  if (LaunchPlanStateSchema.value[state] === undefined) {
    throw badInput("state", `state is ${state}, and has to be ACTIVE or INACTIVE.`);
  }
  const entity = await registered(ledger, LAUNCH_PLAN, id);
  // The new one first: whoever asks meanwhile is given the one that became active last.
  await ledger.updateEntity({ ...entity, state });
  if (state !== LaunchPlanState.ACTIVE) return;
  for (const other of await activeOf(ledger, entity)) {
    if (other.version !== entity.version) {
      await ledger.updateEntity({ ...other, state: LaunchPlanState.INACTIVE });
    }
  }
}

/**
 * Gets the active version of a launch plan.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function getActiveLaunchPlan(
  { ledger }: SurfaceContext,
  id: { readonly project: string; readonly domain: string; readonly name: string },
): Promise<LaunchPlan> {
  const [active] = await activeOf(ledger, id);
  if (active !== undefined) return toLaunchPlan(active);
  throw new GatewayError(
    "NOT_FOUND",
    `The launch plan ${id.project}/${id.domain}/${id.name} has no active version. UpdateLaunchPlan makes one active.`,
  );
}

/** Shows what is registered as a launch plan. */
export function toLaunchPlan(entity: Entity): LaunchPlan {
  const { spec, closure } = fromBinary(LaunchPlanSchema, entity.body);
  return create(LaunchPlanSchema, {
    id: identifierOf(LAUNCH_PLAN, entity),
    ...(spec && { spec }),
    closure: {
      ...closure,
      state: entity.state as LaunchPlanState,
      createdAt: toTimestamp(entity.createdAt),
      updatedAt: toTimestamp(entity.updatedAt),
    },
  });
}

/** Finds the active versions of a name, the one that became so last first. */
async function activeOf(
  ledger: Ledger,
  { project, domain, name }: { project: string; domain: string; name: string },
): Promise<readonly Entity[]> {
  const { items } = await ledger.listEntities({
    kind: kinds[LAUNCH_PLAN].versions,
    filter: [
      ...only("project", project),
      ...only("domain", domain),
      ...only("name", name),
      ...only("state", LaunchPlanState.ACTIVE),
    ],
    sort: [{ column: "updatedAt", descending: true }],
  });
  return items;
}

async function interfaceOf(
  ledger: Ledger,
  workflow: Identifier | undefined,
): Promise<Partial<TypedInterface>> {
  if (workflow === undefined) throw badInput("spec.workflow_id", "spec.workflow_id is missing.");
  const entity = await ledger.getEntity(versionName(WORKFLOW, workflow));
  if (entity !== undefined) return specOf(entity).template?.interface ?? {};
  const { message } = notRegistered(WORKFLOW, workflow);
  throw badInput("spec.workflow_id", `spec.workflow_id: ${message} Register it first.`);
}
