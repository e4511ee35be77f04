import { create } from "@bufbuild/protobuf";
import {
  type ActionDeclaration,
  type ActionMetadata,
  ActionMetadataSchema,
  ActionType,
  ConditionActionMetadataSchema,
  TaskActionMetadataSchema,
  TraceActionMetadataSchema,
} from "@runledger/proto/run/v1";
import { ROOT_ACTION } from "./root.ts";

type Spec = ActionDeclaration["spec"];
type SpecCase = NonNullable<Spec["case"]>;

/** The type of an action by what it is declared to be. */
const typeOf: Readonly<Record<SpecCase, ActionType>> = {
  task: ActionType.TASK,
  trace: ActionType.TRACE,
  condition: ActionType.CONDITION,
};

/**
 * Fills in what follows from a declaration without being said in its metadata: that an action without a parent is a child
 * of the root, its type, and in short what its spec says at length. What is said stays as it is.
 */
export function completeMetadata({ name, metadata, spec }: ActionDeclaration): ActionMetadata {
  const said = metadata ?? create(ActionMetadataSchema);
  const completed = { ...said, spec: shortSpec(said, spec) };
  if (!isRoot(name)) completed.parent ||= ROOT_ACTION;
  const sort = spec.case ?? said.spec.case;
  if (sort !== undefined) completed.actionType ||= typeOf[sort];
  return completed;
}

/** Tells whether a declaration's name is the root's, which may be left out. */
export function isRoot(name: string): boolean {
  return name === "" || name === ROOT_ACTION;
}

function shortSpec(said: ActionMetadata, spec: Spec): ActionMetadata["spec"] {
  if (spec.case === "condition") {
    const { name, type } = spec.value;
    if (said.spec.case === undefined) {
      const value = create(
        ConditionActionMetadataSchema,
        type === undefined ? { name } : { name, type },
      );
      return { case: "condition", value };
    }
    if (said.spec.case !== "condition" || said.spec.value.type !== undefined) return said.spec;
    return { case: "condition", value: { ...said.spec.value, type } };
  }
  if (said.spec.case !== undefined) return said.spec;
  if (spec.case === "task") {
    const value = create(TaskActionMetadataSchema, {
      shortName: spec.value.shortName,
      taskType: spec.value.taskTemplate?.type ?? "",
    });
    return { case: "task", value };
  }
  return spec.case === "trace"
    ? { case: "trace", value: create(TraceActionMetadataSchema) }
    : said.spec;
}
