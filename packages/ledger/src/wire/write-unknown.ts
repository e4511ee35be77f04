import type { Message } from "@bufbuild/protobuf";
import type { MessageWriter } from "./message-writer.ts";
import { tagOf } from "./tag-of.ts";

/** Writes the fields of a message that its schema doesn't know. */
export function writeUnknown(
  writer: MessageWriter,
  unknown: NonNullable<Message["$unknown"]>,
): void {
  for (const { data, no, wireType } of unknown) {
    writer.uint32(tagOf(no, wireType));
    writer.raw(data);
  }
}
