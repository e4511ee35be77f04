import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { LENGTH_DELIMITED, VARINT, tagOf } from "../../src/wire/tag-of.ts";
import {
  checkSyntax,
  Imports,
  isMessage,
  mayBeUnset,
  moduleOf,
  printHead,
  typeOf,
} from "./names.ts";

/** The functions that write scalars. */
const scalars = new Map<ScalarType, string>([
  [ScalarType.STRING, "writeText"],
  [ScalarType.BOOL, "writeBoolean"],
  [ScalarType.INT32, "writeInt32"],
  [ScalarType.UINT32, "writeUint32"],
  [ScalarType.INT64, "writeInt64"],
  [ScalarType.UINT64, "writeUint64"],
]);

/** What isn't written, where a field has a value that stands for nothing. */
function zeroOf(field: DescField & { readonly fieldKind: "scalar" | "enum" }): string {
  if (field.fieldKind === "enum") return String(field.enum.values[0]?.number);
  switch (field.scalar) {
    case ScalarType.STRING:
      return `""`;
    case ScalarType.BOOL:
      return "false";
    case ScalarType.INT64:
    case ScalarType.UINT64:
      return "0n";
    default:
      return "0";
  }
}

/** Prints the writers of messages. */
export function printWriters(messages: readonly DescMessage[]): string {
  const printer = new WriterPrinter(messages);
  return printer.print();
}

class WriterPrinter {
  readonly #messages: readonly DescMessage[];
  readonly #imports = new Imports();
  #widths = 0;

  constructor(messages: readonly DescMessage[]) {
    this.#messages = messages;
  }

  print(): string {
    const imports = this.#imports;
    imports.add("type DescMessage", "@bufbuild/protobuf");
    imports.add("type Message", "@bufbuild/protobuf");
    imports.add("doubt", "../wire/doubt.ts");
    imports.add("type MessageWriter", "../wire/message-writer.ts");
    imports.add("writeUnknown", "../wire/write-unknown.ts");
    const functions = this.#messages.map((schema) => this.#message(schema));
    const entries = this.#messages.map((schema) => {
      const name = typeOf(schema);
      imports.add(`${name}Schema`, moduleOf(schema));
      return `  [${name}Schema, write${name} as Write],\n`;
    });
    const widths = Array.from({ length: this.#widths }, (_, i) => `let width${i} = 1;\n`).join("");
    return `${printHead(imports.modules)}
type Write = (writer: MessageWriter, message: Message) => void;

// How many bytes the length of a field's last message took: the next one's mostly takes as many.
${widths}
${functions.join("\n")}
/** Writers of messages. They throw where they aren't sure to write what \`toBinary\` would. */
export const writers: ReadonlyMap<DescMessage, Write> = new Map<DescMessage, Write>([
${entries.join("")}]);
`;
  }

  #message(schema: DescMessage): string {
    checkSyntax(schema);
    const name = typeOf(schema);
    this.#imports.add(`type ${name}`, moduleOf(schema));
    const fields = schema.fields.toSorted((a, b) => a.number - b.number);
    return `function write${name}(w: MessageWriter, m: ${name}): void {
  if (m.$typeName !== "${schema.typeName}") throw doubt;
${fields.map((field) => this.#field(field)).join("")}  if (m.$unknown !== undefined) writeUnknown(w, m.$unknown);
}
`;
  }

  #field(field: DescField): string {
    const at = `m.${field.localName}`;
    if (field.oneof !== undefined) {
      const of = `m.${field.oneof.localName}`;
      return `  if (${of}.case === "${field.localName}") {\n${this.#value(field, `${of}.value`)}  }\n`;
    }
    switch (field.fieldKind) {
      case "list":
        return this.#list(field, at);
      case "map":
        return this.#map(field, at);
      case "message":
        return `  if (${at} !== undefined) {\n${this.#value(field, at)}  }\n`;
      case "scalar":
      case "enum": {
        const isSet = mayBeUnset(field)
          ? `${at} !== undefined && Object.hasOwn(m, "${field.localName}")`
          : `${at} !== ${zeroOf(field)}`;
        return `  if (${isSet}) {\n${this.#value(field, at)}  }\n`;
      }
    }
  }

  #list(field: DescField & { readonly fieldKind: "list" }, at: string): string {
    const item =
      field.listKind === "message" || field.listKind === "scalar"
        ? this.#value(field, "item").replaceAll(/^/gm, "  ").trimEnd()
        : "      throw doubt;";
    // Numbers are packed, and seldom.
    const isSimple = field.listKind === "message" || field.scalar === ScalarType.STRING;
    return `  if (!Array.isArray(${at})) throw doubt;
  for (const item of ${at}) {
${isSimple ? item : "    void item;\n    throw doubt;"}
  }
`;
  }

  #map(field: DescField & { readonly fieldKind: "map" }, at: string): string {
    if (field.mapKey !== ScalarType.UINT32 || field.mapKind !== "message") {
      return `  if (Object.keys(${at}).length > 0) throw doubt;\n`;
    }
    const width = `width${this.#widths++}`;
    this.#imports.add("writeUint32", "../wire/write-scalars.ts");
    this.#imports.add("toKey", "../wire/to-key.ts");
    return `  for (const key of Object.keys(${at})) {
    w.uint32(${tagOf(field.number, LENGTH_DELIMITED)});
    const mark = w.open(${width});
    writeUint32(w, ${tagOf(1, VARINT)}, toKey(key));
${this.#submessage(2, field.message, `${at}[key as unknown as number]!`)}    ${width} = w.close(mark, ${width});
  }
`;
  }

  #value(field: DescField, value: string): string {
    if (field.message !== undefined) return this.#submessage(field.number, field.message, value);
    const type = field.scalar ?? ScalarType.INT32;
    const write = scalars.get(type);
    if (write === undefined) return "    throw doubt;\n";
    const wire = type === ScalarType.STRING ? LENGTH_DELIMITED : VARINT;
    this.#imports.add(write, "../wire/write-scalars.ts");
    return `    ${write}(w, ${tagOf(field.number, wire)}, ${value});\n`;
  }

  #submessage(number: number, schema: DescMessage, value: string): string {
    if (!isMessage(schema)) return "    throw doubt;\n";
    const width = `width${this.#widths++}`;
    const mark = `mark${this.#widths}`;
    return `    w.uint32(${tagOf(number, LENGTH_DELIMITED)});
    const ${mark} = w.open(${width});
    ${this.#write(schema)}(w, ${value});
    ${width} = w.close(${mark}, ${width});
`;
  }

  #write(schema: DescMessage): string {
    const name = typeOf(schema);
    if (this.#messages.includes(schema)) return `write${name}`;
    this.#imports.add(`${name}Schema`, moduleOf(schema));
    this.#imports.add("compileWriter", "../wire/compile-writer.ts");
    return `compileWriter(${name}Schema)`;
  }
}
