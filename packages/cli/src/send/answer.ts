/** What a ledger says became of one report. */
export interface Answer {
  readonly outcome: string;
  /** Whether the ledger holds the report, now or from before. */
  readonly held: boolean;
  /** Why it doesn't, as "RL301: …". Empty where it does. */
  readonly refusal: string;
}
