import type { Lifecycle } from "@runledger/lifecycle";

/** How often a stream took a step of a lifecycle. */
export interface EdgeCount {
  /** The short name of the phase; empty for the start of a first attempt. */
  readonly from: string;
  readonly to: string;
  /** `edge`: declared. `skip`: legal, over phases that weren't told. `start`: the first report. `retry`: a later attempt. */
  readonly kind: "edge" | "skip" | "start" | "retry";
  readonly count: number;
  /** Sorts the steps of one lifecycle: starts first, then by where they come from and lead to. */
  readonly order: number;
}

/** Which steps of one lifecycle a stream took. */
export interface TrackCoverage {
  /** As in `action`. */
  readonly track: string;
  /** The full name of the enum. */
  readonly lifecycle: string;
  /** All declared edges, taken or not, and the other steps that were taken. By rank. */
  readonly edges: readonly EdgeCount[];
}

/** Counts the steps that stories take through one lifecycle. */
export class CoverageCounter {
  readonly #lifecycle: Lifecycle;
  readonly #track: string;
  readonly #within = new Map<number, number>();
  readonly #between = new Map<number, number>();

  constructor(track: string, lifecycle: Lifecycle) {
    this.#track = track;
    this.#lifecycle = lifecycle;
  }

  /** Counts a step that moved a subject. @param fromAttempt 0: nothing was known of it */
  count(fromAttempt: number, from: number, attempt: number, to: number): void {
    const steps = fromAttempt === attempt ? this.#within : this.#between;
    const key = (fromAttempt === 0 ? 0xff : from) * 256 + to;
    steps.set(key, (steps.get(key) ?? 0) + 1);
  }

  /** Sums up. */
  read(): TrackCoverage {
    const { values } = this.#lifecycle;
    const ordered = values
      .filter(({ role }) => role !== "absent")
      .toSorted((a, b) => a.rank - b.rank);
    const edges: EdgeCount[] = [];
    const add = (edge: Omit<EdgeCount, "order">, from: number, to: number): void => {
      const order = (from + 1) * 512 + to * 2 + (edge.kind === "retry" ? 1 : 0);
      edges.push({ ...edge, order });
    };
    for (const { number: to, shortName, rank } of ordered) {
      const count = this.#between.get(0xff * 256 + to) ?? 0;
      if (count > 0) add({ from: "", to: shortName, kind: "start", count }, -1, rank);
    }
    for (const from of ordered) {
      for (const to of ordered) {
        const count = this.#within.get(from.number * 256 + to.number) ?? 0;
        const declared = this.#lifecycle.canFollow(from.number, to.number);
        const names = { from: from.shortName, to: to.shortName };
        const kind = declared ? "edge" : "skip";
        if (declared || count > 0) add({ ...names, kind, count }, from.rank, to.rank);
        const again = this.#between.get(from.number * 256 + to.number) ?? 0;
        if (again > 0) add({ ...names, kind: "retry", count: again }, from.rank, to.rank);
      }
    }
    return { track: this.#track, lifecycle: this.#lifecycle.typeName, edges };
  }
}
