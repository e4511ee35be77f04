import { LedgerError } from "@runledger/ledger";
import { fromLedgerError } from "./from-ledger-error.ts";
import { GatewayError } from "./gateway-error.ts";

/**
 * Asks the ledger for something, and calls its arguments in errors as the client's request calls them.
 *
 * @param names what fields are called in the request, by the ledger's names for them
 */
export async function namingFields<T>(
  names: Readonly<Record<string, string>>,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof LedgerError) || error.violations.length === 0) throw error;
    const violations = error.violations.map(({ field, message }) => ({
      field: names[field] ?? field,
      message,
    }));
    const { code, details } = fromLedgerError(error);
    const text = violations.map(({ field, message }) => `${field} ${message}`).join(" ");
    throw new GatewayError(code, text, { ...details, violations });
  }
}
