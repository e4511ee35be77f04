import type { WatchedAction } from "./frame.ts";
import type { WatchEvent } from "./watch-run.ts";

/** What a watch shows: the actions of a run, kept up with its frames. */
export class ShownTree {
  readonly #actions = new Map<string, WatchedAction>();
  #isComplete = false;
  #revision = 0;

  /** The actions to be shown, by name. */
  get actions(): ReadonlyMap<string, WatchedAction> {
    return this.#actions;
  }

  /** Whether the snapshot has been told whole. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** The last revision that was handed out. 0: none was. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes what a watch has told. */
  apply(event: WatchEvent): void {
    switch (event.kind) {
      case "restarted":
        this.#actions.clear();
        return;
      case "complete":
        this.#isComplete = true;
        break;
      case "snapshot":
      case "changed":
        for (const action of event.actions) this.#put(action);
        break;
      case "settled":
        break;
    }
    if (event.kind !== "snapshot") this.#revision = event.revision ?? this.#revision;
  }

  /** The actions by the name of the one above, in the order in which they were first told; the root's is empty. */
  byParent(): ReadonlyMap<string, readonly WatchedAction[]> {
    const byParent = new Map<string, WatchedAction[]>();
    for (const action of this.#actions.values()) {
      const siblings = byParent.get(action.parent);
      if (siblings === undefined) byParent.set(action.parent, [action]);
      else siblings.push(action);
    }
    return byParent;
  }

  #put(action: WatchedAction): void {
    if (action.shown) this.#actions.set(action.name, action);
    else this.#actions.delete(action.name);
  }
}
