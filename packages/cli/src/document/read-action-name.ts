import { ROOT_ACTION } from "@runledger/state";
import type { Field } from "./field.ts";

/** The longest name that an action may have. Source: runledger.run.v1.ActionIdentifier. */
export const maxActionName = 255;

/** Marks the names of actions that stand for groups of tasks. */
export const groupPrefix = "group:";

/** All characters but the control characters of ASCII. Source: runledger.run.v1.ActionIdentifier. */
const allowed = /^[ -~\u0080-\uffff]+$/;

/** Reads the name of a task that is to be the name of an action too. Undefined, with a problem told, if it can't be. */
export function readActionName(field: Field): string | undefined {
  const name = field.string(maxActionName);
  if (name === undefined) return undefined;
  if (name === "") return field.problem("empty; an action needs a name");
  if (!allowed.test(name)) {
    return field.problem(
      `${JSON.stringify(name)} holds a control character, which no action's name may`,
    );
  }
  if (name === ROOT_ACTION || name.startsWith(groupPrefix)) {
    return field.problem(
      `${JSON.stringify(name)} is taken: "${ROOT_ACTION}" is the run itself, and "${groupPrefix}…" a group of tasks; rename it`,
    );
  }
  return name;
}
