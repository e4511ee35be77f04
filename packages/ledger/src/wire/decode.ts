import { type DescMessage, fromBinary, type MessageShape } from "@bufbuild/protobuf";
import { readers } from "../gen/readers.ts";
import { MessageReader } from "./message-reader.ts";

const reader = new MessageReader();

/**
 * Reads a message from protobuf, as `fromBinary` does and in a fraction of its time. What the quick way isn't sure of, be it a
 * field that the schema doesn't know or bytes that are damaged, is left to `fromBinary`.
 *
 * @throws Error as `fromBinary` does
 */
export function decode<Desc extends DescMessage>(
  schema: Desc,
  bytes: Uint8Array,
): MessageShape<Desc> {
  const read = readers.get(schema);
  if (read === undefined) return fromBinary(schema, bytes);
  try {
    return read(reader, reader.begin(bytes)) as MessageShape<Desc>;
  } catch {
    return fromBinary(schema, bytes);
  } finally {
    reader.finish();
  }
}
