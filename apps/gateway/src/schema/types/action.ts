import {
  ActionDetailsSchema,
  type ActionDetails,
  type ActionIdentifier,
  ActionIdentifierSchema,
  type ActionMetadata,
  ActionMetadataSchema,
  ActionPhaseSchema,
  type ActionStatus,
  ActionStatusSchema,
} from "@runledger/proto";
import { defineLifecycle } from "@runledger/lifecycle";
import { create } from "@bufbuild/protobuf";
import { builder, type ObjectOf } from "../builder.ts";
import type { GatewayContext } from "../context.ts";
import { actionKey, actionOfKey } from "../keys.ts";
import { enumType } from "../proto/enum-type.ts";
import { messageFields } from "../proto/message-fields.ts";
import { objectType } from "../proto/object-type.ts";
import { requireField } from "../require-field.ts";

/** An action as resolvers see it: an Action, or ActionDetails, which have these in common. */
export interface ActionModel {
  readonly id?: ActionIdentifier | undefined;
  readonly metadata?: ActionMetadata | undefined;
  readonly status?: ActionStatus | undefined;
}

const phases = defineLifecycle(ActionPhaseSchema);

function idOf(model: ActionModel): ActionIdentifier {
  return requireField(model.id, "Action.id");
}

function statusOf(model: ActionModel): ActionStatus {
  return requireField(model.status, "Action.status");
}

function detailsOf(
  model: ActionModel,
  { loaders }: GatewayContext,
): Promise<ActionDetails | undefined> {
  return loaders.actionDetails.load(idOf(model));
}

function parentOf(model: ActionModel): ActionIdentifier | undefined {
  const name = model.metadata?.parent ?? "";
  return name === "" ? undefined : create(ActionIdentifierSchema, { run: idOf(model).run!, name });
}

export const action: ObjectOf<ActionModel> = builder.objectRef<ActionModel>("Action");

builder.node(action, {
  description: "One node of a run's tree, with its attempts.",
  id: { resolve: (model) => actionKey(idOf(model)) },
  loadOne: (key, { loaders }) => {
    const id = actionOfKey(key);
    return id === undefined ? undefined : loaders.actionDetails.load(id);
  },
  isTypeOf: (value) => typeof value === "object" && value !== null && "metadata" in value,
  fields: (t) => ({
    identifier: t.field({
      type: objectType<ActionIdentifier>(ActionIdentifierSchema),
      description: "What it is named by.",
      resolve: idOf,
    }),
    name: t.string({
      description: 'Its name within its run. The root action of a run is "a0".',
      resolve: (model) => idOf(model).name,
    }),
    phase: t.field({
      type: enumType(ActionPhaseSchema),
      description: "The phase that its latest attempt is in.",
      resolve: (model) => statusOf(model).phase,
    }),
    terminal: t.boolean({
      description: "Whether that phase ends the attempt or the action.",
      resolve: (model) => phases.isTerminal(statusOf(model).phase),
    }),
    metadata: t.field({
      type: objectType<ActionMetadata>(ActionMetadataSchema),
      description: "What is known of it from its declaration.",
      resolve: (model) => requireField(model.metadata, "Action.metadata"),
    }),
    status: t.field({
      type: objectType<ActionStatus>(ActionStatusSchema),
      description: "Where it is.",
      resolve: statusOf,
    }),
    parent: t.field({
      type: action,
      nullable: true,
      description: "The action above. Null: it is the root, or the action above isn't known yet.",
      resolve: (model, _, { loaders }) => {
        const id = parentOf(model);
        return id === undefined ? undefined : loaders.actionDetails.load(id);
      },
    }),
    ...messageFields(t, ActionDetailsSchema, detailsOf),
  }),
});
