import {
  type DescMessage,
  fromJson,
  type JsonReadOptions,
  type JsonValue,
  type Message,
  mergeFromJson,
} from "@bufbuild/protobuf";
import { GatewayError } from "../../errors/gateway-error.ts";
import { findFault } from "./find-fault.ts";

/** So much of a field's name is told. */
const LONGEST = 300;

/**
 * Reads a message from JSON, into one that is there already or into a new one.
 *
 * @throws GatewayError BAD_INPUT that names the field
 */
export function readJson(
  type: DescMessage,
  json: JsonValue,
  options: Partial<JsonReadOptions> = {},
  into?: Message,
): Message {
  try {
    return into === undefined
      ? fromJson(type, json, options)
      : mergeFromJson(type, into, json, options);
  } catch (error) {
    const field = findFault(type, json, (inner, part) => canRead(inner, part, options));
    const problem = error instanceof Error ? error.message : String(error);
    const named = field === "" ? "The request" : field.slice(0, LONGEST);
    throw new GatewayError("BAD_INPUT", `${named} can't be read: ${problem}.`, {
      ...(field !== "" && { field: field.slice(0, LONGEST) }),
    });
  }
}

function canRead(type: DescMessage, json: JsonValue, options: Partial<JsonReadOptions>): boolean {
  try {
    fromJson(type, json, options);
    return true;
  } catch {
    return false;
  }
}
