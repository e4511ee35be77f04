import { type JsonObject, type JsonValue, fromJson } from "@bufbuild/protobuf";
import {
  type Lifecycle,
  LifecycleSchema,
  type Step,
  StepSchema,
} from "@runledger/proto/lifecycle/v1";
import { CompatError } from "../compat-error.ts";

/** What an overlay says of one enum. */
export interface OverlaidEnum {
  readonly lifecycle: Lifecycle;
  /** By the value's name. May hold more values than a version of the enum has. */
  readonly values: ReadonlyMap<string, Step>;
}

/** Lifecycles for enums that are somebody else's to annotate, by their full names. */
export type Overlay = ReadonlyMap<string, OverlaidEnum>;

/**
 * Reads an overlay: JSON that says of each enum what its options would, in the JSON form of the options, with the steps under
 * `values`. One overlay serves all versions of an enum: values that a version doesn't have are left out of it.
 *
 * @param name what to call it in an error
 * @throws CompatError if it isn't one
 */
export function readOverlay(name: string, text: string): Overlay {
  try {
    const { lifecycles } = objectOf(JSON.parse(text) as JsonValue, "the overlay");
    return new Map(
      Object.entries(objectOf(lifecycles, "lifecycles")).map(([type, value]) => [
        type,
        enumOf(objectOf(value, type)),
      ]),
    );
  } catch (error) {
    throw new CompatError(`${name} can't be read as an overlay: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function enumOf({ values, ...lifecycle }: JsonObject): OverlaidEnum {
  return {
    lifecycle: fromJson(LifecycleSchema, lifecycle),
    values: new Map(
      Object.entries(objectOf(values, "values")).map(([value, step]) => [
        value,
        fromJson(StepSchema, step),
      ]),
    ),
  };
}

function objectOf(value: JsonValue | undefined, what: string): JsonObject {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new TypeError(`${what} must be an object`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
