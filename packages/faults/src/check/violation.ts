/** What a broken promise looks like. */
export interface ViolationDetails {
  /** The promise, as docs/ledger.md has it. */
  readonly invariant: string;
  /** The run and the action, or the watcher that it was seen by. */
  readonly subject: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** A promise that didn't hold. */
export class Violation extends Error {
  readonly details: ViolationDetails;

  constructor(details: ViolationDetails) {
    super(`${details.subject}: ${details.invariant}`);
    this.name = "Violation";
    this.details = details;
  }
}

/** Holds two values against each other, by their JSON. @throws Violation */
export function expectEqual(
  expected: unknown,
  found: unknown,
  details: Omit<ViolationDetails, "expected" | "found">,
): void {
  if (JSON.stringify(expected) !== JSON.stringify(found)) {
    throw new Violation({ ...details, expected, found });
  }
}

/** @throws Violation unless the condition holds */
export function expectThat(holds: boolean, details: ViolationDetails): asserts holds {
  if (!holds) throw new Violation(details);
}
