import type { TreeFilterSpec } from "../tree-filter.ts";
import { UNKNOWN } from "./phases.ts";
import type { Row } from "./row.ts";

/**
 * Says what the tree must say, by asking the rows themselves each time: no state but the rows, no
 * cleverness, and every question from scratch.
 */
export class ModelTree {
  readonly rows = new Map<string, Row>();
  /** When a subscriber last had a reason to be told of an action. */
  readonly #reasons = new Map<string, number>();
  revision = 0;

  apply(rows: readonly Row[]): void {
    for (const row of rows) this.#applyOne(row);
  }

  /** The known actions above one, nearest first; none for one on a ring. */
  above(name: string): string[] {
    if (this.onRing(name)) return [];
    const path: string[] = [];
    let above = this.rows.get(name)?.parent ?? "";
    while (this.rows.has(above)) {
      path.push(above);
      if (this.onRing(above)) break;
      above = this.rows.get(above)!.parent;
    }
    return path;
  }

  onRing(name: string): boolean {
    let above = this.rows.get(name)?.parent;
    for (let steps = 0; steps < this.rows.size && above !== undefined; steps++) {
      if (above === name) return true;
      above = this.rows.get(above)?.parent;
    }
    return false;
  }

  below(name: string): Row[] {
    return [...this.rows.values()].filter((row) => this.above(row.name).includes(name));
  }

  waits(name: string): boolean {
    const top = this.above(name).at(-1) ?? name;
    return this.onRing(top) || this.rows.get(top)!.parent !== "";
  }

  counts(name: string): number[] {
    const counts = Array.from<number>({ length: UNKNOWN + 1 }).fill(0);
    for (const { phase } of this.below(name)) counts[Math.min(phase, UNKNOWN)]!++;
    return counts;
  }

  visible(name: string, spec: TreeFilterSpec): boolean {
    const row = this.rows.get(name);
    if (row === undefined) return false;
    return [row, ...this.below(name)].some((each) => matches(each, spec));
  }

  /** What a subscriber must have in the end: rows and counts of all that is visible. */
  shown(spec: TreeFilterSpec = {}): Map<string, { item: Row; counts: number[] }> {
    const visible = [...this.rows.values()].filter(({ name }) => this.visible(name, spec));
    return new Map(visible.map((item) => [item.name, { item, counts: this.counts(item.name) }]));
  }

  /** Whether anything about an action changed above a revision. */
  changedSince(name: string, revision: number): boolean {
    return this.#reasons.get(name)! > revision;
  }

  #applyOne(row: Row): void {
    if ((this.rows.get(row.name)?.revision ?? 0) >= row.revision) return;
    const before = this.#stories();
    this.rows.set(row.name, row);
    this.revision = Math.max(this.revision, row.revision);
    const after = this.#stories();
    for (const [name, story] of after) {
      if (name === row.name || story === "ring" || story !== before.get(name)) {
        this.#reasons.set(name, Math.max(row.revision, this.#reasons.get(name) ?? 0));
      }
    }
  }

  /**
   * What each action's subscribers are told of those below it. Actions on a ring may be told of
   * more often than needed.
   */
  #stories(): Map<string, string> {
    return new Map(
      [...this.rows.keys()].map((name) => {
        const below = this.below(name).toSorted((a, b) => (a.name < b.name ? -1 : 1));
        const story = below.map((row) => [row.name, row.parent, row.phase, row.label]);
        return [name, this.onRing(name) ? "ring" : JSON.stringify(story)];
      }),
    );
  }
}

function matches(
  { phase, label }: Row,
  { phases = [], nameContains = "" }: TreeFilterSpec,
): boolean {
  return (
    (phases.length === 0 || phases.includes(phase)) &&
    label.toLowerCase().includes(nameContains.toLowerCase())
  );
}
