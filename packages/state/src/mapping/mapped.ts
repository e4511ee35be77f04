/** A phase in another vocabulary. */
export interface Mapped<Phase extends number> {
  readonly phase: Phase;
  /** What the phase doesn't say in the other vocabulary, in a sentence for people; undefined if nothing is lost. */
  readonly lost: string | undefined;
}

/** Says that a phase means the same in both vocabularies. */
export function same<Phase extends number>(phase: Phase): Mapped<Phase> {
  return { phase, lost: undefined };
}

/** Says which phase comes nearest in the other vocabulary, and what is lost. */
export function nearest<Phase extends number>(phase: Phase, lost: string): Mapped<Phase> {
  return { phase, lost };
}
