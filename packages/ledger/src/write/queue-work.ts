import { queueingDeadline } from "@runledger/state";
import { toMicrosOrNull } from "../times.ts";
import type { ActionState } from "./action-state.ts";
import type { RunBook } from "./run-book.ts";

/** The engine of runs whose work reconcilers do. */
export const RECONCILED = "runledger";

/** Gives an action of a reconciler's run to the reconcilers, if there is anything to do for it. */
export function queueWork(run: RunBook, name: string, now: number): void {
  const action = run.get(name);
  if (run.engine !== RECONCILED || action === undefined || action.record.spec.case === "trace") {
    return;
  }
  run.work.set({
    runId: run.base.id,
    actionNumber: action.number,
    project: run.base.project,
    taskType: taskTypeOf(action),
    dueAt: now,
    deadlineAt: deadlineOf(action, now),
    owner: "",
    leasedUntil: 0,
    fence: 0,
    record: new Uint8Array(),
  });
}

/** By when the current attempt should start, in microseconds since 1970. */
export function deadlineOf({ metadata, record }: ActionState, otherwise: number): number {
  return toMicrosOrNull(queueingDeadline(record, metadata)) ?? otherwise;
}

function taskTypeOf({ metadata, record }: ActionState): string {
  if (record.spec.case !== "task") return record.spec.case ?? "";
  const named = metadata.spec.case === "task" ? metadata.spec.value.taskType : "";
  return named || (record.spec.value.taskTemplate?.type ?? "");
}
