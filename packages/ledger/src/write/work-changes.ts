import type { WorkRef, WorkRow } from "@runledger/store";

/** What a transaction knows and changes of the work of one run, by the numbers of the actions. */
export class WorkChanges {
  readonly #loaded = new Map<number, WorkRow>();
  readonly #set = new Map<number, WorkRow>();
  readonly #done = new Map<number, WorkRef>();
  readonly #due = new Map<number, WorkRef & { readonly dueAt: number }>();
  readonly #runId: number;

  constructor(runId: number) {
    this.#runId = runId;
  }

  /** Takes in what the store has. */
  load(row: WorkRow): void {
    this.#loaded.set(row.actionNumber, row);
  }

  /** Gets the work of an action as it is now; undefined if nothing is to be done. It must be loaded. */
  get(number: number): WorkRow | undefined {
    return this.#done.has(number) ? undefined : (this.#set.get(number) ?? this.#loaded.get(number));
  }

  set(row: WorkRow): void {
    this.#set.set(row.actionNumber, row);
  }

  /** Notes that nothing is left to do. */
  end(actionNumber: number): void {
    this.#set.delete(actionNumber);
    this.#done.set(actionNumber, { runId: this.#runId, actionNumber });
  }

  /** Has work looked at by then, if there is any. */
  hasten(actionNumber: number, dueAt: number): void {
    this.#due.set(actionNumber, { runId: this.#runId, actionNumber, dueAt });
  }

  /** What is to be written. Work is hastened last, so that nothing puts it off again. */
  get changes(): {
    work: readonly WorkRow[];
    workDone: readonly WorkRef[];
    workDue: readonly (WorkRef & { readonly dueAt: number })[];
  } {
    return {
      work: [...this.#set.values()],
      workDone: [...this.#done.values()],
      workDue: [...this.#due.values()],
    };
  }
}
