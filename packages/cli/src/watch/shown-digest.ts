import { ActionDigest } from "@runledger/state";
import type { WatchFrame } from "./frame.ts";

/** Checks that a watch has told everything, by the digest that comes with each of its steps. */
export class ShownDigest {
  readonly #revisions = new Map<string, number>();
  readonly #digest = new ActionDigest();

  /** Begins anew: what was told so far is void. */
  clear(): void {
    for (const [name, revision] of this.#revisions) this.#digest.remove(name, revision);
    this.#revisions.clear();
  }

  /** Takes a frame. Returns false if it ends a step, and what was told isn't what it says that there is. */
  take(frame: WatchFrame): boolean {
    if (frame.kind === "snapshot" || frame.kind === "changed") {
      for (const { name, revision, shown } of frame.actions) {
        this.#set(name, shown ? revision : undefined);
      }
    }
    if (frame.kind === "snapshot" || frame.kind === "settled") return true;
    if (frame.revision === undefined) return true;
    return this.#digest.count === frame.shown && String(this.#digest) === frame.digest;
  }

  #set(name: string, revision: number | undefined): void {
    const before = this.#revisions.get(name);
    if (before !== undefined) this.#digest.remove(name, before);
    if (revision === undefined) {
      this.#revisions.delete(name);
      return;
    }
    this.#digest.add(name, revision);
    this.#revisions.set(name, revision);
  }
}
