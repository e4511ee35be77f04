/** A phase in another vocabulary. */
export interface Mapped<Phase extends number> {
  readonly phase: Phase;
  /** What the phase doesn't say in the other vocabulary, in a sentence for people; undefined if nothing is lost. */
  readonly lost: string | undefined;
}
