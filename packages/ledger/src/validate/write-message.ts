import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import type { LedgerLimits } from "../limits.ts";
import { encode } from "../wire/encode.ts";

/** A message as protobuf, or why it can't be taken. */
export type WrittenMessage =
  | { readonly kind: "written"; readonly bytes: Uint8Array }
  | { readonly kind: "refused"; readonly wrong: string };

/**
 * Writes a message as protobuf, within `limits.bytesPerReport`. A value that protobuf can't say, as a number out of range
 * or of the wrong type, comes from a caller without types: that is told, not thrown.
 */
export function writeMessage<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  what: string,
  limits: LedgerLimits,
): WrittenMessage {
  let bytes: Uint8Array;
  try {
    bytes = encode(schema, message);
  } catch (failure) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    return { kind: "refused", wrong: `${what} can't be written as protobuf: ${reason}.` };
  }
  const limit = limits.bytesPerReport;
  if (bytes.length <= limit) return { kind: "written", bytes };
  const wrong = `${what} is ${bytes.length} bytes long, and the limit is ${limit} (limits.bytesPerReport).`;
  return { kind: "refused", wrong };
}
