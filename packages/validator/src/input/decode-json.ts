import { type DescMessage, type JsonValue, type MessageShape, fromJson } from "@bufbuild/protobuf";
import {
  ActionDeclarationSchema,
  RunDeclarationSchema,
  RunIdentifierSchema,
} from "@runledger/proto/run/v1";
import { decodeBinary } from "./decode-binary.ts";
import type { Entry } from "./entry.ts";
import { type ReportType, kindOf } from "./report-type.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** A record of JSON, as far as it has to be read to know what it is. */
export type JsonRecord =
  | { readonly kind: "report"; readonly json: Record<string, JsonValue> }
  | { readonly kind: "binary"; readonly bytes: Uint8Array }
  | { readonly kind: "declaration"; readonly json: Record<string, JsonValue> };

/**
 * Decodes a record of JSON: a report, as protobuf writes it; `{"event": …}` around one, as a ledger records it; a CloudEvent
 * around one; `{"runDeclaration": …}`; or `{"actionDeclaration": {"run": …, "declaration": …}}`.
 *
 * @param type what reports are; undefined: found out by how they name what they tell of
 * @throws Error with a sentence on what is wrong
 */
export function decodeJson(bytes: Uint8Array, type?: ReportType): Entry {
  const record = openJson(bytes);
  if (record.kind === "binary") return decodeBinary(record.bytes, type);
  return record.kind === "report"
    ? decodeReport(record.json, type)
    : decodeDeclaration(record.json);
}

/** Takes a record out of its envelopes. @throws Error with a sentence on what is wrong */
export function openJson(bytes: Uint8Array): JsonRecord {
  const value = parse(bytes);
  if (!isObject(value)) throw new Error(`an object is expected, and this is ${typeName(value)}.`);
  return typeof value["specversion"] === "string" ? openCloudEvent(value) : openRecord(value);
}

/** Takes a report out of its envelope. Source: the CloudEvents JSON format, 3.1. */
function openCloudEvent({ data, data_base64: base64 }: Record<string, JsonValue>): JsonRecord {
  if (typeof base64 === "string") return { kind: "binary", bytes: fromBase64(base64) };
  if (!isObject(data)) throw new Error("data: a CloudEvent must hold a report.");
  // Flyte puts its report beside what else it knows.
  const raw = data["rawEvent"] ?? data["raw_event"];
  return openRecord(isObject(raw) ? raw : data);
}

function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch (error) {
    throw new Error("data_base64: it is no base64.", { cause: error });
  }
}

function openRecord(value: Record<string, JsonValue>): JsonRecord {
  const { runDeclaration, actionDeclaration, event } = value;
  if (runDeclaration !== undefined || isObject(actionDeclaration)) {
    return { kind: "declaration", json: value };
  }
  return { kind: "report", json: isObject(event) ? event : value };
}

function decodeDeclaration({
  runDeclaration,
  actionDeclaration,
}: Record<string, JsonValue>): Entry {
  if (runDeclaration !== undefined) {
    return { kind: "run", declaration: read(RunDeclarationSchema, runDeclaration).message };
  }
  const { run = {}, declaration = {} } = isObject(actionDeclaration) ? actionDeclaration : {};
  return {
    kind: "action",
    run: read(RunIdentifierSchema, run).message,
    declaration: read(ActionDeclarationSchema, declaration).message,
  };
}

/** Decodes a report that is out of its envelopes. @throws Error with a sentence on what is wrong */
export function decodeReport(
  json: Record<string, JsonValue>,
  type: ReportType = typeOf(json),
): Entry {
  const { schema, tell } = kindOf(type);
  if (type !== "ActionEvent") {
    // Fields that aren't declared here are Flyte's business.
    return { kind: "report", told: tell(fromJson(schema, json, { ignoreUnknownFields: true })) };
  }
  const { message, unknown } = read(schema, json);
  // A phase by a name that isn't known is another matter than none.
  if (unknown !== undefined && unknown === json["phase"]) {
    const { message: other } = read(schema, { ...json, phase: unknownPhase });
    return { kind: "report", told: tell(other), unknown };
  }
  const told = tell(message);
  return unknown === undefined ? { kind: "report", told } : { kind: "report", told, unknown };
}

/** Stands for a phase whose name isn't known: no phase has this number. */
const unknownPhase = -1;

/** Flyte 1's events are known by how they name what they tell of. */
function typeOf(report: Record<string, JsonValue>): ReportType {
  if ("executionId" in report || "execution_id" in report) return "WorkflowExecutionEvent";
  if ("parentNodeExecutionId" in report || "parent_node_execution_id" in report) {
    return "TaskExecutionEvent";
  }
  const { id } = report;
  return isObject(id) && ("nodeId" in id || "node_id" in id) ? "NodeExecutionEvent" : "ActionEvent";
}

function parse(bytes: Uint8Array): JsonValue {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw new Error(`invalid UTF-8${whereInvalid(bytes)}.`);
  }
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new Error(`no JSON: ${error instanceof Error ? error.message : String(error)}.`, {
      cause: error,
    });
  }
}

/** Reads a message; one with fields or values that the schema doesn't have is read without them, and that is told. */
function read<Desc extends DescMessage>(
  schema: Desc,
  json: JsonValue,
): { message: MessageShape<Desc>; unknown?: string } {
  try {
    return { message: fromJson(schema, json) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const unknown = /key "([^"]*)" is unknown|decode enum \S+ from JSON: "([^"]*)"/.exec(problem);
    if (unknown === null) throw new Error(`no ${schema.typeName}: ${problem}.`, { cause: error });
    const message = fromJson(schema, json, { ignoreUnknownFields: true });
    return { message, unknown: unknown[1] ?? unknown[2] ?? "" };
  }
}

function whereInvalid(bytes: Uint8Array): string {
  for (let end = 1; end <= bytes.length; end++) {
    try {
      decoder.decode(bytes.subarray(0, end), { stream: true });
    } catch {
      return ` at byte ${end - 1} of the record`;
    } finally {
      resetDecoder();
    }
  }
  return " at its end";
}

function resetDecoder(): void {
  try {
    decoder.decode();
  } catch {
    // It held the start of a character, and holds it no more.
  }
}

function isObject(value: JsonValue | undefined): value is Record<string, JsonValue> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typeName(value: JsonValue): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}
