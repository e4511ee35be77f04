import { LedgerError } from "../ledger-error.ts";

/**
 * Makes the error of a record that no ledger can have put into an archive.
 *
 * @param field which one, as in `action "x".number`
 * @param wrong what is wrong with it, as in `is 3, and 2 comes next.`
 */
export function notArchived(field: string, wrong: string): LedgerError {
  const message = `${wrong} No ledger has made such an archive: import the file as it was written.`;
  return new LedgerError("invalid", `The archive's ${field} ${message}`, {
    violations: [{ field, message }],
  });
}
