import { create } from "@bufbuild/protobuf";
import {
  type ActionIdentifier,
  ActionIdentifierSchema,
  type RunIdentifier,
  RunIdentifierSchema,
} from "@runledger/proto";

/** Writes the name of a run as one string: "project/domain/name". None of the three holds a slash. */
export function runKey(run: RunIdentifier): string {
  return `${run.project}/${run.domain}/${run.name}`;
}

/** Writes the name of an action as one string: the run's key, a slash, and the action's name, which may hold slashes. */
export function actionKey(action: ActionIdentifier): string {
  return `${action.run === undefined ? "" : runKey(action.run)}/${action.name}`;
}

/** Reads a run's key. Undefined if it is none. */
export function runOfKey(key: string): RunIdentifier | undefined {
  const [project, domain, name, ...rest] = key.split("/");
  if (project === undefined || domain === undefined || name === undefined || rest.length > 0)
    return undefined;
  return create(RunIdentifierSchema, { project, domain, name });
}

/** Reads an action's key. Undefined if it is none. */
export function actionOfKey(key: string): ActionIdentifier | undefined {
  const [project, domain, name, ...rest] = key.split("/");
  if (project === undefined || domain === undefined || name === undefined || rest.length === 0)
    return undefined;
  const run = create(RunIdentifierSchema, { project, domain, name });
  return create(ActionIdentifierSchema, { run, name: rest.join("/") });
}
