import { ScalarType } from "@bufbuild/protobuf";
import { unsure } from "./doubt.ts";
import type { MessageWriter } from "./message-writer.ts";
import { LENGTH_DELIMITED, tagOf, VARINT } from "./tag-of.ts";
import {
  writeBoolean,
  writeInt32,
  writeInt64,
  writeText,
  writeUint32,
  writeUint64,
} from "./write-scalars.ts";
import type { WriteValue } from "./write-value.ts";

/** Makes the writer of a text, a boolean or a whole number; other scalars are seldom, and left to `toBinary`. */
export function compileScalar(field: number, type: ScalarType): WriteValue {
  switch (type) {
    case ScalarType.STRING:
      return bind(writeText, tagOf(field, LENGTH_DELIMITED));
    case ScalarType.BOOL:
      return bind(writeBoolean, tagOf(field, VARINT));
    case ScalarType.INT32:
      return bind(writeInt32, tagOf(field, VARINT));
    case ScalarType.UINT32:
      return bind(writeUint32, tagOf(field, VARINT));
    case ScalarType.INT64:
      return bind(writeInt64, tagOf(field, VARINT));
    case ScalarType.UINT64:
      return bind(writeUint64, tagOf(field, VARINT));
    default:
      return unsure;
  }
}

function bind(
  write: (writer: MessageWriter, tag: number, value: unknown) => void,
  tag: number,
): WriteValue {
  return (writer, value) => write(writer, tag, value);
}
