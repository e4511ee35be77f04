import { type DescMessage, type JsonValue, type MessageShape, fromJson } from "@bufbuild/protobuf";
import {
  ActionDeclarationSchema,
  ActionEventSchema,
  RunDeclarationSchema,
  RunIdentifierSchema,
} from "@runledger/proto/run/v1";
import {
  NodeExecutionEventSchema,
  TaskExecutionEventSchema,
  WorkflowExecutionEventSchema,
} from "@runledger/proto/flyte1/v1";
import { tellActionEvent } from "../stream/tell-action-event.ts";
import { tellNodeEvent, tellTaskEvent, tellWorkflowEvent } from "../stream/tell-flyte1-event.ts";
import type { Told } from "../stream/told.ts";
import { decodeBinary } from "./decode-binary.ts";
import type { Entry } from "./entry.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/**
 * Decodes a record of JSON: a report, as protobuf writes it; `{"event": …}` around one, as a ledger records it; a CloudEvent
 * around one; `{"runDeclaration": …}`; or `{"actionDeclaration": {"run": …, "declaration": …}}`.
 *
 * @throws Error with a sentence on what is wrong
 */
export function decodeJson(bytes: Uint8Array): Entry {
  const value = parse(bytes);
  if (!isObject(value)) throw new Error(`an object is expected, and this is ${typeName(value)}.`);
  return isObject(value) && typeof value["specversion"] === "string"
    ? decodeCloudEvent(value)
    : decodeRecord(value);
}

/** Takes a report out of its envelope. Source: the CloudEvents JSON format, 3.1. */
function decodeCloudEvent({ data, data_base64: base64 }: Record<string, JsonValue>): Entry {
  if (typeof base64 === "string") {
    const binary = atob(base64);
    return decodeBinary(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  }
  if (!isObject(data)) throw new Error("data: a CloudEvent must hold a report.");
  // Flyte puts its report beside what else it knows.
  const raw = data["rawEvent"] ?? data["raw_event"];
  return decodeRecord(isObject(raw) ? raw : data);
}

function decodeRecord(value: Record<string, JsonValue>): Entry {
  const { runDeclaration, actionDeclaration, event } = value;
  if (runDeclaration !== undefined) {
    return { kind: "run", declaration: read(RunDeclarationSchema, runDeclaration).message };
  }
  if (isObject(actionDeclaration)) {
    return {
      kind: "action",
      run: read(RunIdentifierSchema, actionDeclaration["run"] ?? {}).message,
      declaration: read(ActionDeclarationSchema, actionDeclaration["declaration"] ?? {}).message,
    };
  }
  const report = isObject(event) ? event : value;
  const flyte1 = decodeFlyte1(report);
  if (flyte1 !== undefined) return { kind: "report", told: flyte1 };
  const { message, unknown } = read(ActionEventSchema, report);
  const told = tellActionEvent(message);
  return unknown === undefined ? { kind: "report", told } : { kind: "report", told, unknown };
}

/** Flyte 1's events are known by how they name what they tell of. Fields that aren't declared here are Flyte's business. */
function decodeFlyte1(report: Record<string, JsonValue>): Told | undefined {
  const options = { ignoreUnknownFields: true };
  if ("executionId" in report || "execution_id" in report) {
    return tellWorkflowEvent(fromJson(WorkflowExecutionEventSchema, report, options));
  }
  if ("parentNodeExecutionId" in report || "parent_node_execution_id" in report) {
    return tellTaskEvent(fromJson(TaskExecutionEventSchema, report, options));
  }
  const { id } = report;
  if (!isObject(id) || !("nodeId" in id || "node_id" in id)) return undefined;
  return tellNodeEvent(fromJson(NodeExecutionEventSchema, report, options));
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
