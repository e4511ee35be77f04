/** A lifecycle as rows, as the generated code has it. Plain data, so that it can be handed to another thread. */
export interface GuardRows {
  /** The full name of the enum. */
  readonly lifecycle: string;
  readonly version: number;
  readonly fingerprint: string;
  readonly initial: number;
  readonly values: readonly {
    readonly value: number;
    readonly name: string;
    readonly role: string;
    readonly outcome: string | null;
    readonly rank: number;
    readonly terminal: number;
    readonly endsAttempt: number;
    readonly endsSubject: number;
    readonly retryable: number;
    readonly startsAttempt: number;
  }[];
  /** All pairs such that the second can be reached from the first over one edge or more. */
  readonly edges: readonly (readonly [from: number, to: number])[];
}
