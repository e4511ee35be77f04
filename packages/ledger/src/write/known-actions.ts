import type { ActionState } from "./action-state.ts";

/** An action, as it is now. */
interface Place {
  action: ActionState;
  /** Whether it was used since it has this place. */
  isUsed: boolean;
}

/**
 * The actions that are remembered of a run. What is used keeps its place and is moved only when it would be forgotten: an action
 * changes with every report on it, and a map from which all is taken out and put in again is made anew each time, old ones
 * holding newer ones. That keeps every version of every action until all of the heap is collected.
 */
export class KnownActions {
  readonly #places = new Map<string, Place>();

  /** How many there are. */
  get size(): number {
    return this.#places.size;
  }

  /** The names of the actions that are remembered. */
  names(): IterableIterator<string> {
    return this.#places.keys();
  }

  has(name: string): boolean {
    return this.#places.has(name);
  }

  get(name: string): ActionState | undefined {
    return this.#places.get(name)?.action;
  }

  /** Remembers an action as it is now. */
  put(action: ActionState): void {
    const place = this.#places.get(action.name);
    if (place === undefined) {
      this.#places.set(action.name, { action, isUsed: false });
      return;
    }
    place.action = action;
    place.isUsed = true;
  }

  /** Forgets as many as are too many: first those that weren't used since others were forgotten, the oldest first. */
  forget(count: number): void {
    let left = count;
    for (const [name, place] of this.#places) {
      if (left <= 0) return;
      this.#places.delete(name);
      if (place.isUsed) this.#places.set(name, { action: place.action, isUsed: false });
      else left -= 1;
    }
  }
}
