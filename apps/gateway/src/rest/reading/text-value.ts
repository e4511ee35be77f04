import { type DescEnum, type DescField, type JsonValue, ScalarType } from "@bufbuild/protobuf";
import { GatewayError } from "../../errors/gateway-error.ts";

/** What one value of a field is: a scalar, an enum or a message. */
type ValueDesc =
  | { readonly kind: "scalar"; readonly scalar: ScalarType }
  | { readonly kind: "enum"; readonly enum: DescEnum }
  | { readonly kind: "message"; readonly typeName: string };

/** Texts that are a truth value, as Go's strconv.ParseBool has them. */
const truths = new Map([
  ...["1", "t", "T", "true", "TRUE", "True"].map((text) => [text, true] as const),
  ...["0", "f", "F", "false", "FALSE", "False"].map((text) => [text, false] as const),
]);
/** Types whose JSON is a text, or who read one as what they are. */
const texts: ReadonlySet<string> = new Set(
  ["Timestamp", "StringValue", "BytesValue", "FieldMask"].map((name) => `google.protobuf.${name}`),
);
const numbers: ReadonlySet<string> = new Set(
  ["Double", "Float", "Int64", "UInt64", "Int32", "UInt32"].map(
    (name) => `google.protobuf.${name}Value`,
  ),
);
/** Units of a length of time in Go, in nanoseconds. */
const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};
/** So many names of an enum are told. */
const TOLD = 20;

/**
 * Turns a text of a path or of a query into the JSON that the field has in a body, as grpc-gateway reads it.
 *
 * @param name what to call the field in an error
 * @throws GatewayError BAD_INPUT
 */
export function textValue(field: DescField, text: string, name: string): JsonValue {
  return toJson(valueOf(field), text, name);
}

function valueOf(field: DescField): ValueDesc {
  if (field.enum !== undefined) return { kind: "enum", enum: field.enum };
  if (field.message !== undefined) return { kind: "message", typeName: field.message.typeName };
  return { kind: "scalar", scalar: field.scalar ?? ScalarType.STRING };
}

function toJson(value: ValueDesc, text: string, name: string): JsonValue {
  if (value.kind === "enum") return toEnum(value.enum, text, name);
  if (value.kind === "message") return toMessage(value.typeName, text, name);
  if (value.scalar === ScalarType.BOOL) return toBoolean(text, name);
  if (value.scalar === ScalarType.STRING || value.scalar === ScalarType.BYTES) return text;
  return toNumber(text, name);
}

function toMessage(typeName: string, text: string, name: string): JsonValue {
  if (texts.has(typeName)) return text;
  if (numbers.has(typeName)) return toNumber(text, name);
  switch (typeName) {
    case "google.protobuf.BoolValue":
      return toBoolean(text, name);
    case "google.protobuf.Duration":
      return toDuration(text, name);
    case "google.protobuf.Struct":
    case "google.protobuf.Value":
      try {
        return JSON.parse(text) as JsonValue;
      } catch {
        throw refused(name, text, "it has to be JSON");
      }
    default:
      throw refused(name, text, `a ${typeName} has fields: give them one by one, as ${name}.FIELD`);
  }
}

function toEnum({ values, typeName }: DescEnum, text: string, name: string): JsonValue {
  const found = values.find((each) => each.name === text || String(each.number) === text);
  if (found !== undefined) return found.number;
  const names = values.slice(0, TOLD).map((each) => each.name);
  const more = values.length > TOLD ? " and others" : "";
  throw refused(name, text, `${typeName} has ${names.join(", ")}${more}, or their numbers`);
}

function toBoolean(text: string, name: string): boolean {
  const truth = truths.get(text);
  if (truth === undefined) throw refused(name, text, "it has to be true or false");
  return truth;
}

/** Leaves a number a text: the reader of JSON takes both, and knows the bounds. */
function toNumber(text: string, name: string): string {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return text.replace(/^\+/, "");
  if (/^(?:NaN|-?Infinity)$/.test(text)) return text;
  throw refused(name, text, "it has to be a number");
}

/** Reads a length of time as Go writes it, as in `1h30m` or `1.5s`. */
function toDuration(text: string, name: string): string {
  const parts = [...text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g)];
  const isWhole = parts.map(([part]) => part).join("") === text.replace(/^[+-]/, "");
  if (text === "0") return "0s";
  if (parts.length === 0 || !isWhole)
    throw refused(name, text, "it has to be a length of time, as in 90s or 1h30m");
  let nanos = 0;
  for (const [, amount = "0", unit = "s"] of parts) nanos += Number(amount) * (units[unit] ?? 0);
  const total = BigInt(Math.round(nanos));
  const fraction = (total % 1_000_000_000n).toString().padStart(9, "0");
  return `${text.startsWith("-") ? "-" : ""}${total / 1_000_000_000n}.${fraction}s`;
}

function refused(name: string, text: string, wanted: string): GatewayError {
  const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  const message = `${name} is ${JSON.stringify(shown)}: ${wanted}.`;
  return new GatewayError("BAD_INPUT", message, { field: name });
}
