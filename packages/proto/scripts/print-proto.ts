// Prints a file descriptor as the .proto source that compiles to it.
//
// It covers what a file of options such as buf/validate/validate.proto uses: proto2 and proto3
// syntax, messages with scalar, message and enum fields, oneofs, enums, extensions, reserved and
// extension ranges, and options of any kind. What it doesn't cover (maps, groups, services,
// editions) is refused, so that nothing is left out in silence. Comments don't survive: descriptors
// that are embedded in generated code don't carry them.

import { type DescMessage, type Message, type Registry, createRegistry } from "@bufbuild/protobuf";
import { toText } from "@bufbuild/protobuf/txtpb";
import {
  type DescriptorProto,
  type EnumDescriptorProto,
  EnumOptionsSchema,
  EnumValueOptionsSchema,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FieldOptionsSchema,
  type FileDescriptorProto,
  FileOptionsSchema,
  MessageOptionsSchema,
  OneofOptionsSchema,
} from "@bufbuild/protobuf/wkt";

/** What the lines are printed with: the registry knows the extensions that options may hold. */
interface Context {
  readonly registry: Registry;
  readonly syntax: "proto2" | "proto3";
}

/** One indented block of lines. */
type Lines = readonly string[];

const indent = (lines: Lines): string[] => lines.map((line) => (line === "" ? line : `  ${line}`));
const quote = (text: string): string => JSON.stringify(text);

/**
 * Prints a file descriptor as .proto source. The registry must hold every extension that the file's
 * options use. Throws where the file uses a feature that the printer doesn't cover, with the
 * element's name.
 */
export function printProto(
  file: FileDescriptorProto,
  registry: Registry = createRegistry(),
): string {
  const syntax = file.syntax === "proto3" ? "proto3" : "proto2";
  if (file.syntax === "editions" || file.service.length > 0) {
    throw new Error(
      `${file.name}: editions and services can't be printed; extend print-proto.ts first.`,
    );
  }
  const context: Context = { registry, syntax };
  return [
    `syntax = ${quote(syntax)};`,
    "",
    `package ${file.package};`,
    "",
    ...file.dependency.map((name) => `import ${quote(name)};`),
    "",
    ...optionStatements(FileOptionsSchema, file.options, context),
    "",
    ...extensions(file.extension, context),
    ...file.messageType.flatMap((message) => [...messageLines(message, context), ""]),
    ...file.enumType.flatMap((each) => [...enumLines(each, context), ""]),
  ].join("\n");
}

function messageLines(message: DescriptorProto, context: Context): string[] {
  const body: string[] = [...optionStatements(MessageOptionsSchema, message.options, context)];
  for (const range of message.extensionRange)
    body.push(`extensions ${range.start} to ${upperBound(range.end)};`);
  for (const range of message.reservedRange)
    body.push(`reserved ${range.start} to ${upperBound(range.end)};`);
  for (const name of message.reservedName) body.push(`reserved ${quote(name)};`);
  for (const nested of message.enumType) body.push(...enumLines(nested, context));
  for (const nested of message.nestedType) {
    if (nested.options?.mapEntry)
      throw new Error(`${message.name}: maps can't be printed; extend print-proto.ts.`);
    body.push(...messageLines(nested, context));
  }
  const printed = new Set<number>();
  for (const field of message.field) {
    if (!hasOwn(field, "oneofIndex") || field.proto3Optional) {
      body.push(fieldLine(field, context, true));
    } else if (!printed.has(field.oneofIndex)) {
      printed.add(field.oneofIndex);
      body.push(...oneofLines(message, field.oneofIndex, context));
    }
  }
  return [`message ${message.name} {`, ...indent(body), "}"];
}

function oneofLines(message: DescriptorProto, index: number, context: Context): string[] {
  const oneof = message.oneofDecl[index];
  if (oneof === undefined) throw new Error(`${message.name}: the oneof ${index} doesn't exist.`);
  const fields = message.field.filter(
    (field) => hasOwn(field, "oneofIndex") && field.oneofIndex === index,
  );
  return [
    `oneof ${oneof.name} {`,
    ...indent(optionStatements(OneofOptionsSchema, oneof.options, context)),
    ...indent(fields.map((field) => fieldLine(field, context, false))),
    "}",
  ];
}

function enumLines(each: EnumDescriptorProto, context: Context): string[] {
  return [
    `enum ${each.name} {`,
    ...indent(optionStatements(EnumOptionsSchema, each.options, context)),
    // An enum's reserved range holds its end, a message's doesn't.
    ...each.reservedRange.map((range) => `  reserved ${range.start} to ${range.end};`),
    ...each.reservedName.map((name) => `  reserved ${quote(name)};`),
    ...each.value.map((value) => {
      const options = optionList(EnumValueOptionsSchema, value.options, context);
      return `  ${value.name} = ${value.number}${bracketed(options)};`;
    }),
    "}",
  ];
}

function extensions(fields: readonly FieldDescriptorProto[], context: Context): string[] {
  return fields.flatMap((field) => [
    `extend ${field.extendee} {`,
    `  ${fieldLine(field, context, true)}`,
    "}",
    "",
  ]);
}

function fieldLine(field: FieldDescriptorProto, context: Context, labelled: boolean): string {
  if (field.type === Type.GROUP)
    throw new Error(`${field.name}: groups can't be printed; extend print-proto.ts.`);
  const named = field.type === Type.MESSAGE || field.type === Type.ENUM;
  const type = named ? field.typeName : Type[field.type].toLowerCase();
  const options = optionList(FieldOptionsSchema, field.options, context);
  if (hasOwn(field, "defaultValue")) {
    options.unshift(
      `default = ${field.type === Type.STRING ? quote(field.defaultValue) : field.defaultValue}`,
    );
  }
  return `${labelled ? label(field, context) : ""}${type} ${field.name} = ${field.number}${bracketed(options)};`;
}

function label(field: FieldDescriptorProto, context: Context): string {
  if (field.label === Label.REPEATED) return "repeated ";
  if (field.label === Label.REQUIRED) return "required ";
  return context.syntax === "proto2" || field.proto3Optional ? "optional " : "";
}

const bracketed = (options: Lines): string =>
  options.length === 0 ? "" : ` [${options.join(", ")}]`;
const upperBound = (exclusive: number): string =>
  exclusive === 0x20000000 ? "max" : String(exclusive - 1);

// Descriptors are proto2 messages: an unset field answers with its default, and only its own
// property says that it's set.
function hasOwn(field: FieldDescriptorProto, name: "oneofIndex" | "defaultValue"): boolean {
  return Object.hasOwn(field, name);
}

function optionStatements(
  schema: DescMessage,
  options: Message | undefined,
  context: Context,
): string[] {
  return optionList(schema, options, context).map((option) => `option ${option};`);
}

/**
 * Prints options as `name = value`, an extension as `(full.name) = {…}`. The text format has it all
 * but the equals sign: each of its entries begins in the first column.
 */
function optionList(schema: DescMessage, options: Message | undefined, context: Context): string[] {
  if (options === undefined) return [];
  const entries = toText(schema, options, { registry: context.registry }).split(/^(?=[^\s}])/m);
  return entries
    .filter((entry) => entry.trim() !== "")
    .map((entry) =>
      entry
        .trim()
        .replace(/^\[([\w.]+)\]: /, "($1) = ")
        .replace(/^(\w+): /, "$1 = "),
    );
}
