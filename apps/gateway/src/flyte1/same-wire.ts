import {
  type DescMessage,
  fromBinary,
  type Message,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";

/**
 * Reads a message as another one with the same bytes: Flyte 1's and Flyte 2's, or ours. What the other doesn't declare stays
 * in its unknown fields.
 */
export function sameWire<From extends DescMessage, To extends DescMessage>(
  from: From,
  to: To,
  message: MessageShape<From> & Message,
): MessageShape<To> {
  return fromBinary(to, toBinary(from, message));
}
