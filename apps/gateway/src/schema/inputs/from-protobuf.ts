import { type DescMessage, fromBinary, type MessageShape } from "@bufbuild/protobuf";
import { badInput } from "../../errors/bad-input.ts";

/**
 * Reads a message that is given whole: as protobuf, in base64 (RFC 4648, section 4, padded). Fields that the schema doesn't declare
 * stay with it.
 *
 * @param path where it came from, for errors
 * @throws GatewayError BAD_INPUT if it is no base64, or no such message
 */
export function fromProtobuf<Desc extends DescMessage>(
  desc: Desc,
  text: string,
  path: string,
): MessageShape<Desc> {
  const bytes = Buffer.from(text, "base64");
  // Node reads whatever looks like it, and leaves out the rest.
  if (bytes.toString("base64") !== text) {
    throw badInput(path, `${path} isn't base64 (RFC 4648, section 4, with its padding).`);
  }
  try {
    return fromBinary(desc, bytes);
  } catch (error) {
    throw badInput(
      path,
      `${path} is no ${desc.typeName} in protobuf: ${(error as Error).message}. Send the bytes that its library writes.`,
    );
  }
}
