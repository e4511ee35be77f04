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
export function shortSpec({ id, spec }: RunTask): Pick<Short, "spec" | "environmentName"> {
  const taskId = id ?? idOf(spec);
  return {
    environmentName: spec?.environment?.name ?? "",
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

/** The most attempts that an action may have. Source: runledger.run.v1.ActionMetadata. */
const mostAttempts = 1000;

/**
 * Says how many attempts there may be, as the template has it: the first, and its retries. Only for work that Runledger does
 * itself: others retry as they see fit, and Flyte's platform tries again beyond the template when a machine is lost.
 */
export function attemptsOf(spec: TaskSpec | undefined): Pick<Short, "maxAttempts"> {
  const { retries } = spec?.taskTemplate?.metadata?.retries ?? {};
  return retries === undefined ? {} : { maxAttempts: Math.min(mostAttempts, retries + 1) };
}

function idOf(spec: TaskSpec | undefined): TaskIdentifier | undefined {
  const id = spec?.taskTemplate?.id;
  if (id === undefined) return undefined;
  const { org, project, domain, name, version } = id;
  return create(TaskIdentifierSchema, { org, project, domain, name, version });
}
