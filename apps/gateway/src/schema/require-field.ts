/**
 * Takes a field that the ledger always sets, though the protocol lets it be absent.
 *
 * @throws Error if it isn't set: a mistake in the ledger.
 */
export function requireField<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw new Error(`The ledger gave a message without ${field}.`);
  return value;
}
