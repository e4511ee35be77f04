import type { JsonValue } from "@bufbuild/protobuf";
import { TaskError } from "../task-error.ts";

/**
 * Makes JSON of a value, as `JSON.stringify` does; undefined becomes null.
 *
 * @param what names the value in the error
 * @throws TaskError if it can't be said in JSON: a ring, a bigint
 */
export function toJson(value: unknown, what: string): JsonValue {
  try {
    return JSON.parse(JSON.stringify(value ?? null)) as JsonValue;
  } catch (error) {
    throw new TaskError(`${what}: can't be written as JSON (${String(error)}). Pass plain data.`, {
      code: "BadInput",
    });
  }
}
