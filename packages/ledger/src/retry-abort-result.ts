/** What became of asking to deliver anew what was given up. */
export interface RetryAbortResult {
  /** How many actions' aborts are requested again. 0: none of them was given up. */
  readonly retried: number;
  /** The revision of the run that it made; the run's, where nothing was given up. */
  readonly revision: number;
}
