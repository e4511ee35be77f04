/** What became of noting that an engine was told of aborts. */
export interface AbortDeliveryResult {
  /** How many actions' aborts it was noted of. The others are confirmed or given up already, or were never requested. */
  readonly noted: number;
  /** How many of those are given up by it: they were tried as often as they may be. */
  readonly givenUp: number;
  /** The revision of the run that it made; the run's, where nothing was noted. */
  readonly revision: number;
}
