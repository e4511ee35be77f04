import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import type { LedgerLimits } from "../limits.ts";
import { checkMessage } from "./check-message.ts";
import { invalid } from "./invalid.ts";
import { writeMessage } from "./write-message.ts";

/**
 * Checks a message that is an argument of a call: by its schema's rules, and that it can be stored.
 *
 * @throws LedgerError of kind `invalid`
 */
export function checkArgument<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  name: string,
  limits: LedgerLimits,
): void {
  const written = writeMessage(schema, message, name, limits);
  if (written.kind === "refused") throw invalid([{ field: "", message: written.wrong }]);
  const violations = checkMessage(schema, message, name);
  if (violations.length > 0) throw invalid(violations);
}
