import type { TreeItem } from "@runledger/state";
import type { ActionRow } from "@runledger/store";
import type { ListedAction } from "../read/to-listed-action.ts";

/** What a view keeps of an action. Its messages stay bytes until somebody is sent them. */
export interface ViewAction extends TreeItem, ListedAction {
  readonly taskName: string;
  /** Its number in the run, in the order in which the ledger heard of its actions. */
  readonly number: number;
  /** In microseconds since 1970. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** What a view keeps of an action's row. */
export type ViewRow = Pick<
  ActionRow,
  | "number"
  | "name"
  | "parent"
  | "phase"
  | "revision"
  | "taskName"
  | "startedAt"
  | "endedAt"
  | "metadata"
  | "status"
>;

/** The columns that it keeps. */
export const viewColumns: readonly (keyof ViewRow)[] = [
  "number",
  "name",
  "parent",
  "phase",
  "revision",
  "taskName",
  "startedAt",
  "endedAt",
  "metadata",
  "status",
];

/** Takes what a view keeps out of an action's row. */
export function toViewAction(row: ViewRow): ViewAction {
  const { name, parent, phase, revision, taskName, metadata, status } = row;
  const { endedAt, number, startedAt } = row;
  return { name, parent, phase, revision, taskName, metadata, status, number, startedAt, endedAt };
}

/** Takes what a view keeps out of an action's row, with bytes of its own: it doesn't keep the page that the row came in. */
export function keptAction(row: ViewRow): ViewAction {
  const action = toViewAction(row);
  return { ...action, metadata: action.metadata.slice(), status: action.status.slice() };
}

/** What an action takes in a view beside its texts and messages: measured by `npm run bench -- views`. */
const OVERHEAD = 700;

/** Estimates how much memory an action takes in a view, in bytes. */
export function sizeOf({ name, parent, taskName, metadata, status }: ViewAction): number {
  const texts = name.length + parent.length + taskName.length;
  return OVERHEAD + texts + metadata.length + status.length;
}

/** The text that a filter by name searches: the action's name, and that of its task, on lines of their own. */
export function searchedText({ name, taskName }: ViewAction): string {
  return taskName === "" ? name : `${name}\n${taskName}`;
}
