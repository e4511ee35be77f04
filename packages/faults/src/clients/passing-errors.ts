/** The codes of errors that pass, upon which a client tries again. Source: docs/errors.md, those with a status of 503 or 504. */
const PASSING: ReadonlySet<unknown> = new Set(["OVERLOADED", "UNAVAILABLE", "CLOSING", "TIMEOUT"]);

/** An error, as GraphQL tells it. */
export interface ToldError {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

/** Tells whether all of these errors pass. */
export function doAllPass(errors: readonly ToldError[]): boolean {
  return errors.every(({ extensions }) => PASSING.has(extensions?.code));
}
