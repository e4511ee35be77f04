/** What a mirror has done so far. */
export class MirrorCounts {
  /** Reports by what became of them. */
  readonly outcomes: Map<string, number> = new Map();
  refused = 0;
  /** Runs that have ended, and that the ledger held whole before. */
  whole = 0;
  /** Runs that have ended since, and are whole. */
  ended = 0;
  taken = 0;
  gone = 0;
  aborts = 0;
  signals = 0;
  troubles = 0;
  /** When all of upstream was last listed, in milliseconds since 1970. 0: not yet. */
  listedAt = 0;

  /** Counts a report. */
  answered(outcome: string, held: boolean): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
    if (!held) this.refused += 1;
  }

  /** Gives the counts for programs. */
  toJSON(): Readonly<Record<string, unknown>> {
    const { outcomes, refused, whole, ended, taken, gone, aborts, signals, troubles } = this;
    return {
      runs: { whole, ended, taken, gone },
      reports: Object.fromEntries(outcomes),
      refused,
      aborts,
      signals,
      troubles,
    };
  }

  /** Gives the counts for people. */
  toString(): string {
    const reports = [...this.outcomes].map(([outcome, n]) => `${n} ${outcome.toLowerCase()}`);
    const parts = [
      `${this.whole} runs whole from before, ${this.ended} ended`,
      ...(this.taken > 0 ? [`${this.taken} left out, their names are taken`] : []),
      ...(this.gone > 0 ? [`${this.gone} gone upstream`] : []),
      `reports: ${reports.join(", ") || "none"}`,
      ...(this.aborts > 0 ? [`${this.aborts} aborts passed on`] : []),
      ...(this.signals > 0 ? [`${this.signals} signals passed on`] : []),
      ...(this.troubles > 0 ? [`${this.troubles} times tried again`] : []),
    ];
    return parts.join("; ");
  }
}
