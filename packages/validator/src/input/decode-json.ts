import { type DescMessage, type JsonValue, type MessageShape, fromJson } from "@bufbuild/protobuf";
import {
  ActionDeclarationSchema,
  ActionEventSchema,
  RunDeclarationSchema,
  RunIdentifierSchema,
} from "@runledger/proto/run/v1";
import { tellActionEvent } from "../stream/tell-action-event.ts";
import type { Entry } from "./entry.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/**
 * Decodes a record of JSON: a report, as protobuf writes it; `{"event": …}` around one, as a ledger records it;
 * `{"runDeclaration": …}`; or `{"actionDeclaration": {"run": …, "declaration": …}}`.
 *
 * @throws Error with a sentence on what is wrong
 */
export function decodeJson(bytes: Uint8Array): Entry {
  const value = parse(bytes);
  if (!isObject(value)) throw new Error(`an object is expected, and this is ${typeName(value)}.`);
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
  const { message, unknown } = read(ActionEventSchema, isObject(event) ? event : value);
  const told = tellActionEvent(message);
  return unknown === undefined ? { kind: "report", told } : { kind: "report", told, unknown };
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
