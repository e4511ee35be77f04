/** A statement, and what its parameters stand for. */
export interface Statement {
  readonly text: string;
  /** The name that it is prepared under on each connection. Left out: it isn't kept. */
  readonly name?: string;
  readonly values: readonly unknown[];
  /** How many rows it has to touch. Left out: any number. */
  readonly rows?: number;
}

let prepared = 0;

/**
 * Makes a statement that stays prepared on every connection that has run it.
 *
 * @returns a function that gives it values
 */
export function prepare(text: string): (...values: unknown[]) => Statement {
  prepared += 1;
  const name = `runledger_${prepared}`;
  return (...values) => ({ text, name, values });
}
