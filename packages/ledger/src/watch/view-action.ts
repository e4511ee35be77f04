import type { TreeItem } from "@runledger/state";
import type { ActionRow } from "@runledger/store";
import type { ListedAction } from "../read/to-listed-action.ts";

/** What a view keeps of an action. Its messages stay bytes until somebody is sent them. */
export interface ViewAction extends TreeItem, ListedAction {
  readonly taskName: string;
}

/** Takes what a view keeps out of an action's row. */
export function toViewAction(row: ActionRow): ViewAction {
  const { name, parent, phase, revision, taskName, metadata, status } = row;
  return { name, parent, phase, revision, taskName, metadata, status };
}

/** The text that a filter by name searches: the action's name, and that of its task, on lines of their own. */
export function searchedText({ name, taskName }: ViewAction): string {
  return taskName === "" ? name : `${name}\n${taskName}`;
}
