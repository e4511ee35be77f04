import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import type { WriteMessage } from "./compile-writer.ts";
import { compileScalar } from "./compile-scalar.ts";
import { doubt, unsure } from "./doubt.ts";
import { LENGTH_DELIMITED, tagOf } from "./tag-of.ts";
import { toKey } from "./to-key.ts";
import type { WriteValue } from "./write-value.ts";

/** Times are messages here too; the other well-known types may be held as something else. */
const TIMES = new Set(["google.protobuf.Timestamp", "google.protobuf.Duration"]);

/**
 * Makes the writer of a field's value.
 *
 * @param compile makes the writers of the messages in it
 */
export function compileValue(
  field: DescField,
  compile: (schema: DescMessage) => WriteMessage,
): WriteValue {
  switch (field.fieldKind) {
    case "scalar":
      return compileScalar(field.number, field.scalar);
    case "enum":
      return compileScalar(field.number, ScalarType.INT32);
    case "message":
      return field.delimitedEncoding
        ? unsure
        : compileMessage(field.number, field.message, compile);
    case "list":
      return compileList(field, compile);
    case "map":
      return compileMap(field, compile);
  }
}

function compileMessage(
  number: number,
  schema: DescMessage,
  compile: (schema: DescMessage) => WriteMessage,
): WriteValue {
  if (schema.typeName.startsWith("google.protobuf.") && !TIMES.has(schema.typeName)) return unsure;
  const write = compile(schema);
  const tag = tagOf(number, LENGTH_DELIMITED);
  let width = 1;
  return (writer, value) => {
    writer.uint32(tag);
    const mark = writer.open(width);
    write(writer, value as Parameters<WriteMessage>[1]);
    width = writer.close(mark, width);
  };
}

/** Lists of messages and texts. Numbers are packed, and seldom: those are left to `toBinary`. */
function compileList(
  field: DescField & { readonly fieldKind: "list" },
  compile: (schema: DescMessage) => WriteMessage,
): WriteValue {
  const write = compileItem(field, compile);
  return (writer, value) => {
    if (!Array.isArray(value)) throw doubt;
    for (const item of value as readonly unknown[]) write(writer, item);
  };
}

function compileItem(
  field: DescField & { readonly fieldKind: "list" },
  compile: (schema: DescMessage) => WriteMessage,
): WriteValue {
  if (field.listKind === "message" && !field.delimitedEncoding) {
    return compileMessage(field.number, field.message, compile);
  }
  const isText = field.listKind === "scalar" && field.scalar === ScalarType.STRING;
  return isText ? compileScalar(field.number, ScalarType.STRING) : unsure;
}

/** Maps from whole numbers or texts to messages or texts. */
function compileMap(
  field: DescField & { readonly fieldKind: "map" },
  compile: (schema: DescMessage) => WriteMessage,
): WriteValue {
  const isNumbered = field.mapKey === ScalarType.UINT32;
  const writeKey =
    isNumbered || field.mapKey === ScalarType.STRING ? compileScalar(1, field.mapKey) : unsure;
  const writeItem = compileMapped(field, compile);
  const tag = tagOf(field.number, LENGTH_DELIMITED);
  let width = 1;
  return (writer, value) => {
    for (const key of Object.keys(value as object)) {
      writer.uint32(tag);
      const mark = writer.open(width);
      writeKey(writer, isNumbered ? toKey(key) : key);
      writeItem(writer, (value as Readonly<Record<string, unknown>>)[key]);
      width = writer.close(mark, width);
    }
  };
}

function compileMapped(
  field: DescField & { readonly fieldKind: "map" },
  compile: (schema: DescMessage) => WriteMessage,
): WriteValue {
  if (field.mapKind === "message") return compileMessage(2, field.message, compile);
  const isText = field.mapKind === "scalar" && field.scalar === ScalarType.STRING;
  return isText ? compileScalar(2, ScalarType.STRING) : unsure;
}
