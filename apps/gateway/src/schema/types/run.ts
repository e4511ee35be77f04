import {
  ActionPhaseSchema,
  type Run,
  RunIdentifierSchema,
  type RunIdentifier,
  RunSchema,
  RunSpecSchema,
  type RunSpec,
} from "@runledger/proto";
import { builder, type ObjectOf } from "../builder.ts";
import { runKey, runOfKey } from "../keys.ts";
import { enumType } from "../proto/enum-type.ts";
import { messageFields } from "../proto/message-fields.ts";
import { objectType } from "../proto/object-type.ts";
import { requireField } from "../require-field.ts";
import { action, type ActionModel } from "./action.ts";
import { phaseCount, phaseCounts } from "./phase-count.ts";

export const run: ObjectOf<Run> = builder.objectRef<Run>("Run");

/** Names a run that the ledger gave. */
export function runId(value: Run): RunIdentifier {
  return requireField(value.action?.id?.run, "Run.action.id.run");
}

function root(value: Run): ActionModel {
  return requireField(value.action, "Run.action");
}

builder.node(run, {
  description: "A run: a tree of actions under one root.",
  id: { resolve: (value) => runKey(runId(value)) },
  loadOne: (key, { loaders }) => {
    const id = runOfKey(key);
    return id === undefined ? undefined : loaders.run.load(id);
  },
  isTypeOf: (value) => typeof value === "object" && value !== null && "settled" in value,
  fields: (t) => ({
    identifier: t.field({
      type: objectType<RunIdentifier>(RunIdentifierSchema),
      description: "What it is named by.",
      resolve: runId,
    }),
    project: t.string({ description: "Its project.", resolve: (value) => runId(value).project }),
    domain: t.string({ description: "Its domain.", resolve: (value) => runId(value).domain }),
    name: t.string({
      description: "Its name. Unique within its project and domain.",
      resolve: (value) => runId(value).name,
    }),
    phase: t.field({
      type: enumType(ActionPhaseSchema),
      description: "The phase of its root action.",
      resolve: (value) => requireField(value.action?.status, "Run.action.status").phase,
    }),
    action: t.field({ type: action, description: "Its root action.", resolve: root }),
    spec: t.field({
      type: objectType<RunSpec>(RunSpecSchema),
      nullable: true,
      description: "What holds for all its actions.",
      complexity: 3,
      resolve: async (value, _, { loaders }) =>
        (await loaders.runDetails.load(runId(value)))?.runSpec,
    }),
    phaseCounts: t.field({
      type: [phaseCount],
      description: "How many of its actions, the root included, are in which phase.",
      complexity: { field: 5, multiplier: 1 },
      resolve: async (value, _, { ledger }) => phaseCounts(await ledger.countActions(runId(value))),
    }),
    ...messageFields(t, RunSchema),
  }),
});

// An action leads back to its run. Added here, so that the two files don't need each other.
builder.objectField(action, "run", (t) =>
  t.field({
    type: run,
    description: "The run that it belongs to.",
    complexity: 2,
    resolve: async (model, _, { loaders }) =>
      requireField(
        await loaders.run.load(requireField(model.id?.run, "Action.id.run")),
        "the run of an action",
      ),
  }),
);
