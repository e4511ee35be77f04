import type { ActionState } from "./action-state.ts";

/** Keeps actions in the order in which they were heard of. Each is in one queue at most; moving one costs the same in any. */
export class ActionQueue {
  #oldest: ActionState | undefined;
  #latest: ActionState | undefined;

  get oldest(): ActionState | undefined {
    return this.#oldest;
  }

  /** Puts an action last, whether it was in this queue, in another one or in none. */
  push(state: ActionState): void {
    if (state === this.#latest) return;
    state.queue?.remove(state);
    state.queue = this;
    state.older = this.#latest;
    if (this.#latest === undefined) this.#oldest = state;
    else this.#latest.newer = state;
    this.#latest = state;
  }

  /** Takes an action of this queue out. */
  remove(state: ActionState): void {
    const { older, newer } = state;
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#latest = older;
    else newer.older = older;
    state.queue = undefined;
    state.older = undefined;
    state.newer = undefined;
  }
}
