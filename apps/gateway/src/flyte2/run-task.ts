import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type ActionDeclarationSchema,
  type ActionMetadataSchema,
  type TaskIdentifier,
  TaskIdentifierSchema,
  type TaskSpec,
} from "@runledger/proto";

/** What an action runs: a task that was deployed, one as it stands in the request, or both. */
export interface RunTask {
  readonly id?: TaskIdentifier | undefined;
  readonly spec?: TaskSpec | undefined;
}

type Declared = MessageInitShape<typeof ActionDeclarationSchema>;
type Short = MessageInitShape<typeof ActionMetadataSchema>;

/** Says of a task what its action's declaration says at length. */
export function longSpec({ spec }: RunTask): Pick<Declared, "spec"> {
  return spec === undefined ? {} : { spec: { case: "task", value: spec } };
}

/** Says of a task what its action's metadata says in short. The template names the task where nobody else does. */
export function shortSpec({ id, spec }: RunTask): Pick<Short, "spec"> {
  const taskId = id ?? idOf(spec);
  return {
    spec: {
      case: "task",
      value: {
        ...(taskId && { id: taskId }),
        taskType: spec?.taskTemplate?.type ?? "",
        shortName: spec?.shortName ?? "",
      },
    },
  };
}

function idOf(spec: TaskSpec | undefined): TaskIdentifier | undefined {
  const id = spec?.taskTemplate?.id;
  if (id === undefined) return undefined;
  const { org, project, domain, name, version } = id;
  return create(TaskIdentifierSchema, { org, project, domain, name, version });
}
