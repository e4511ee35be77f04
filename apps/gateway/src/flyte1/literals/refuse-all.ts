import type { LiteralProblem } from "@runledger/state";
import { GatewayError } from "../../errors/gateway-error.ts";

/**
 * Throws where something is wrong.
 *
 * @throws GatewayError BAD_INPUT that names each field
 */
export function refuseAll(problems: readonly LiteralProblem[]): void {
  if (problems.length === 0) return;
  const text = problems.map(({ field, message }) => `${field} ${message}`).join(" ");
  throw new GatewayError("BAD_INPUT", text, { violations: problems });
}
