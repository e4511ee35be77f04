import { create } from "@bufbuild/protobuf";
import type { ExecutionError } from "@runledger/proto/core/v1";
import { type ErrorGroup, ErrorGroupSchema } from "@runledger/proto/run/v1";
import { compareText } from "./compare-text.ts";
import { compareTimes, earlier } from "./times.ts";

/** How many actions a group names: the first ones by name. */
export const MAX_GROUP_ACTIONS = 5;

/** An error that one attempt of an action ended with: see `attemptError`. */
export interface ActionError {
  /** The action's name. */
  readonly action: string;
  readonly error: ExecutionError;
}

/**
 * Groups errors by kind and code, the most frequent group first, then by kind and code. The groups don't depend on the
 * order of the errors: of several last ones at the same time, the message that sorts last stands.
 */
export function groupErrors(errors: Iterable<ActionError>): ErrorGroup[] {
  const groups = new Map<string, ErrorGroup>();
  for (const { action, error } of errors) {
    const { kind, code } = error;
    const key = `${kind} ${code}`;
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = create(ErrorGroupSchema, { kind, code })));
    add(group, action, error);
  }
  return [...groups.values()].toSorted(compareGroups);
}

/** Adds an error to a group under construction. */
function add(group: ErrorGroup, action: string, { timestamp, message }: ExecutionError): void {
  const first = earlier(group.firstTime, timestamp);
  if (first !== undefined) group.firstTime = first;
  const last = group.count === 0n ? -1 : compareToLast(group, timestamp);
  if (last < 0 || (last === 0 && compareText(group.message, message) < 0)) {
    group.message = message;
    if (timestamp !== undefined) group.lastTime = timestamp;
  }
  group.count += 1n;
  addAction(group.actions, action);
}

/** Compares the time of a group's last error with another one's. One without a time is before all that have one. */
function compareToLast({ lastTime }: ErrorGroup, time: ErrorGroup["lastTime"]): number {
  if (lastTime === undefined || time === undefined) {
    return Number(lastTime !== undefined) - Number(time !== undefined);
  }
  return compareTimes(lastTime, time);
}

function addAction(actions: string[], action: string): void {
  if (actions.includes(action)) return;
  actions.push(action);
  actions.sort(compareText);
  actions.length = Math.min(actions.length, MAX_GROUP_ACTIONS);
}

function compareGroups(a: ErrorGroup, b: ErrorGroup): number {
  if (a.count !== b.count) return a.count > b.count ? -1 : 1;
  return a.kind - b.kind || compareText(a.code, b.code);
}
