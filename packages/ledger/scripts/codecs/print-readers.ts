import { type DescField, type DescMessage, type DescOneof, ScalarType } from "@bufbuild/protobuf";
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

/** How scalars are read, and what they are where nothing is told. */
const scalars = new Map<ScalarType, { readonly read: string; readonly zero: string }>([
  [ScalarType.STRING, { read: "r.text()", zero: `""` }],
  [ScalarType.BOOL, { read: "r.bool()", zero: "false" }],
  [ScalarType.INT32, { read: "r.int32()", zero: "0" }],
  [ScalarType.UINT32, { read: "r.uint32()", zero: "0" }],
  [ScalarType.INT64, { read: "r.int64()", zero: "0n" }],
  [ScalarType.UINT64, { read: "r.int64()", zero: "0n" }],
]);

/** Prints the readers of messages. */
export function printReaders(messages: readonly DescMessage[]): string {
  return new ReaderPrinter(messages).print();
}

class ReaderPrinter {
  readonly #messages: readonly DescMessage[];
  readonly #imports = new Imports();

  constructor(messages: readonly DescMessage[]) {
    this.#messages = messages;
  }

  print(): string {
    const imports = this.#imports;
    imports.add("type DescMessage", "@bufbuild/protobuf");
    imports.add("type Message", "@bufbuild/protobuf");
    imports.add("doubt", "../wire/doubt.ts");
    imports.add("type MessageReader", "../wire/message-reader.ts");
    const functions = this.#messages.map((schema) => this.#message(schema));
    const entries = this.#messages.map((schema) => {
      const name = typeOf(schema);
      imports.add(`${name}Schema`, moduleOf(schema));
      return `  [${name}Schema, read${name}],\n`;
    });
    return `${printHead(imports.modules)}
type Read = (reader: MessageReader, end: number) => Message;

${functions.join("\n")}
/** Readers of messages. They throw where they aren't sure to read what \`fromBinary\` would. */
export const readers: ReadonlyMap<DescMessage, Read> = new Map<DescMessage, Read>([
${entries.join("")}]);
`;
  }

  #message(schema: DescMessage): string {
    checkSyntax(schema);
    const name = typeOf(schema);
    this.#imports.add(`type ${name}`, moduleOf(schema));
    const variables = schema.members.map((member) => this.#variable(name, member));
    const cases = schema.fields.flatMap((field) => this.#case(name, field));
    const always = schema.members.filter(isAlways).map(({ localName }) => `, ${localName}`);
    const sometimes = schema.members
      .filter((member) => !isAlways(member))
      .map(({ localName: each }) => `  if (${each} !== undefined) m.${each} = ${each};\n`);
    return `function read${name}(r: MessageReader, end: number): ${name} {
${variables.join("")}  while (r.at < end) {
    switch (r.uint32()) {
${cases.join("")}      default:
        throw doubt;
    }
  }
  if (r.at !== end) throw doubt;
  const m: ${name} = { $typeName: "${schema.typeName}"${always.join("")} };
${sometimes.join("")}  return m;
}
`;
  }

  #variable(message: string, member: DescField | DescOneof): string {
    const type = `${message}["${member.localName}"]`;
    if (member.kind === "oneof")
      return `  let ${member.localName}: ${type} = { case: undefined };\n`;
    switch (member.fieldKind) {
      case "list":
        return `  const ${member.localName}: ${type} = [];\n`;
      case "map":
        return `  const ${member.localName}: ${type} = {};\n`;
      default:
        return isAlways(member)
          ? `  let ${member.localName}: ${type} = ${zeroOf(member)} as ${type};\n`
          : `  let ${member.localName}: ${type} | undefined;\n`;
    }
  }

  #case(message: string, field: DescField): string[] {
    const { localName: name, number, oneof } = field;
    const read = this.#read(field);
    if (read === undefined) return [];
    const begin = `      case ${tagOf(number, wireOf(field))}:\n`;
    const end = "        break;\n";
    if (oneof !== undefined) {
      // A message that is told in parts is put together by protobuf-es.
      const once = `        if (${oneof.localName}.case === "${name}") throw doubt;\n`;
      const set = `        ${oneof.localName} = { case: "${name}", value: ${read} };\n`;
      return [begin, once, set, end];
    }
    switch (field.fieldKind) {
      case "list":
        return [begin, `        ${name}.push(${read});\n`, end];
      case "map":
        return [begin, mapEntry(name, read), end];
      case "message":
        return [
          begin,
          `        if (${name} !== undefined) throw doubt;\n`,
          `        ${name} = ${read};\n`,
          end,
        ];
      default:
        return [begin, `        ${name} = ${read} as ${message}["${name}"];\n`, end];
    }
  }

  /** How one value of a field is read; undefined where that is left to protobuf-es. */
  #read(field: DescField): string | undefined {
    if (field.fieldKind === "map" && field.mapKey !== ScalarType.UINT32) return undefined;
    if (field.fieldKind === "map" && field.mapKind !== "message") return undefined;
    if (field.message !== undefined) return this.#readMessage(field.message);
    // Lists of numbers may be packed, and are seldom.
    if (field.fieldKind === "list" && field.scalar !== ScalarType.STRING) return undefined;
    return scalars.get(field.scalar ?? ScalarType.INT32)?.read;
  }

  #readMessage(schema: DescMessage): string | undefined {
    if (!isMessage(schema)) return undefined;
    const name = typeOf(schema);
    if (this.#messages.includes(schema)) return `read${name}(r, r.end())`;
    this.#imports.add(`${name}Schema`, moduleOf(schema));
    this.#imports.add("fromBinary", "@bufbuild/protobuf");
    return `fromBinary(${name}Schema, r.raw())`;
  }
}

function mapEntry(name: string, read: string): string {
  return `        {
          const entry = r.end();
          if (r.uint32() !== ${tagOf(1, VARINT)}) throw doubt;
          const key = r.uint32();
          if (r.uint32() !== ${tagOf(2, LENGTH_DELIMITED)}) throw doubt;
          ${name}[key] = ${read};
          if (r.at !== entry) throw doubt;
        }
`;
}

/** Tells whether a message always has a member, as a value that stands for nothing where it was told of none. */
function isAlways(member: DescField | DescOneof): boolean {
  return member.kind === "oneof" || !mayBeUnset(member);
}

function zeroOf(field: DescField): string {
  if (field.fieldKind === "enum") return String(field.enum.values[0]?.number);
  const zero = field.scalar === undefined ? undefined : scalars.get(field.scalar)?.zero;
  if (zero === undefined) throw new Error(`${field.toString()}: its zero isn't known here.`);
  return zero;
}

function wireOf(field: DescField): number {
  const isNumber =
    field.fieldKind === "enum" ||
    (field.fieldKind === "scalar" && field.scalar !== ScalarType.STRING);
  return isNumber ? VARINT : LENGTH_DELIMITED;
}
