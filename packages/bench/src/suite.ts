/** What a case measures: a number for each name. The name says the unit: "ns/action". */
export type Metrics = Readonly<Record<string, number>>;

/** One thing to measure. It runs in a process of its own, once a round. */
export interface Case {
  /** Unique in its suite, of words that `--only` can pick: "build wide 10000 runledger". */
  readonly name: string;
  /** Does the work, and returns what it measured. Warms up what it measures by itself. */
  readonly run: () => Metrics | Promise<Metrics>;
}

/** What is to hold: that the median of a metric is at most, or at least, a number. */
export interface Goal {
  readonly says: string;
  readonly case: string;
  readonly metric: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Cases that belong together, and how they are told. */
export interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
  readonly goals: readonly Goal[];
  /**
   * Writes the results down in Markdown, under a heading that the runner writes. Ratios rather than
   * times.
   */
  readonly report: (results: Results) => string;
}

/** The metrics of all rounds of a case, summed up. */
export interface Summary {
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}

/** What came out, by case and metric. Cases that were left out aren't there. */
export type Results = Readonly<Record<string, Readonly<Record<string, Summary>>>>;
