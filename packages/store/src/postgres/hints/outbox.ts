import type { RunHint } from "../../store.ts";

/** How many runs are told of one by one. */
const MOST = 1000;

/** Collects what is to be told, the latest of each run, until it is taken. */
export class Outbox {
  readonly #hints = new Map<number, RunHint>();
  #everything = false;

  get isEmpty(): boolean {
    return this.#hints.size === 0 && !this.#everything;
  }

  add(hints: readonly RunHint[]): void {
    if (this.#everything) return;
    for (const hint of hints) {
      const known = this.#hints.get(hint.runId)?.revision ?? -1;
      if (hint.revision > known) this.#hints.set(hint.runId, hint);
    }
    if (this.#hints.size > MOST) this.addEverything();
  }

  addEverything(): void {
    this.#everything = true;
    this.#hints.clear();
  }

  /** Takes what there is. Undefined: everything. */
  take(): readonly RunHint[] | undefined {
    const hints = this.#everything ? undefined : [...this.#hints.values()];
    this.#everything = false;
    this.#hints.clear();
    return hints;
  }
}
