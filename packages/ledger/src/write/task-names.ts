import { type ActionMetadata, ActionType } from "@runledger/proto";

/** What an action runs, as lists show and sort it. */
export interface TaskNames {
  readonly type: ActionType;
  readonly taskName: string;
  readonly taskType: string;
}

/** Derives from an action's metadata what it runs: its type where only the spec says it, its name and its task's type. */
export function taskNames({ actionType, spec, funtionName }: ActionMetadata): TaskNames {
  switch (spec.case) {
    case "task": {
      const { id, shortName, taskType } = spec.value;
      const taskName = id?.name || shortName || funtionName;
      return { type: actionType || ActionType.TASK, taskName, taskType };
    }
    case "trace":
      return { type: actionType || ActionType.TRACE, taskName: spec.value.name, taskType: "" };
    case "condition":
      return { type: actionType || ActionType.CONDITION, taskName: spec.value.name, taskType: "" };
    case undefined:
      return { type: actionType, taskName: funtionName, taskType: "" };
  }
}
