import { type Floats, type Ints, grown } from "./column.ts";

/** So many changes of visibility are always kept; beyond that, two for each node. */
const ALWAYS_KEPT = 4096;

/**
 * Remembers when nodes came into sight and went out of it, so that a subscriber who holds nothing
 * but a revision is told to withdraw exactly what was in sight at that revision.
 *
 * A change of visibility is always one into the opposite, so what was at a revision is what is now,
 * turned round once for every change since. Changes of a node are linked, newest first. When the
 * history is full, the older half of it is forgotten and `exactFrom` moves up: memory is bounded,
 * and who lags further behind is told more than needed.
 */
export class VisibilityHistory {
  /** The history is whole for this revision and those after it. */
  exactFrom: number;
  #length = 0;
  /** For each node, 1 + the index of its latest change; 0 for none. */
  #latest: Ints = new Int32Array(0);
  /** For each change, 1 + the index of the same node's change before; 0 for none. */
  #before: Ints = new Int32Array(0);
  #revisions: Floats = new Float64Array(0);

  constructor(exactFrom: number) {
    this.exactFrom = exactFrom;
  }

  /** Makes room for so many nodes. */
  reserve(nodes: number): void {
    if (nodes > this.#latest.length) this.#latest = grown(this.#latest, new Int32Array(nodes));
  }

  /**
   * Notes that a node's visibility changed at a revision, which is none below those noted before.
   */
  toggle(node: number, revision: number): void {
    if (this.#length === this.#before.length) this.#makeRoom();
    const index = this.#length++;
    this.#before[index] = this.#latest[node]!;
    this.#revisions[index] = revision;
    this.#latest[node] = index + 1;
  }

  /**
   * Tells whether a node's visibility at a revision, from `exactFrom` on, was the opposite of what
   * it is now.
   */
  differed(node: number, revision: number): boolean {
    let odd = false;
    let change = this.#latest[node]!;
    while (change !== 0 && this.#revisions[change - 1]! > revision) {
      odd = !odd;
      change = this.#before[change - 1]!;
    }
    return odd;
  }

  #makeRoom(): void {
    const limit = Math.max(ALWAYS_KEPT, 2 * this.#latest.length);
    if (this.#length >= limit) this.#forget(this.#length >>> 1);
    const capacity = Math.min(limit, Math.max(64, this.#length + (this.#length >>> 1)));
    if (capacity <= this.#before.length) return;
    this.#before = grown(this.#before, new Int32Array(capacity));
    this.#revisions = grown(this.#revisions, new Float64Array(capacity));
  }

  #forget(count: number): void {
    this.exactFrom = this.#revisions[count - 1]!;
    this.#before.copyWithin(0, count, this.#length);
    this.#revisions.copyWithin(0, count, this.#length);
    this.#length -= count;
    for (let i = 0; i < this.#length; i++) this.#before[i] = Math.max(0, this.#before[i]! - count);
    const latest = this.#latest;
    for (let node = 0; node < latest.length; node++) {
      latest[node] = Math.max(0, latest[node]! - count);
    }
  }
}
