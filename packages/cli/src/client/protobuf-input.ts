import { type DescMessage, type MessageShape, toBinary } from "@bufbuild/protobuf";
import { base64Encode } from "@bufbuild/protobuf/wire";

/** Writes a message as the gateway's GraphQL takes one whole: protobuf in base64, with the fields that nobody here declares. */
export function protobufInput<Desc extends DescMessage>(
  desc: Desc,
  message: MessageShape<Desc>,
): string {
  return base64Encode(toBinary(desc, message));
}
