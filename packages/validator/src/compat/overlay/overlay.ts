import { type JsonObject, type JsonValue, fromJson, getOption } from "@bufbuild/protobuf";
import {
  type Lifecycle,
  LifecycleSchema,
  type Step,
  StepSchema,
  lifecycle as lifecycleOption,
  step as stepOption,
} from "@runledger/proto/lifecycle/v1";
import {
  actionPhaseLifecycle,
  nodePhaseLifecycle,
  taskPhaseLifecycle,
  workflowPhaseLifecycle,
} from "@runledger/state";
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
 * `values`; or `like` with the name of one of Runledger's own enums, whose lifecycle it then has. One overlay serves all
 * versions of an enum: values that a version doesn't have are left out of it.
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

function enumOf({ like, values, ...lifecycle }: JsonObject): OverlaidEnum {
  if (like !== undefined) return enumLike(like);
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

/** The enums whose lifecycles can be lent. */
const own = [
  actionPhaseLifecycle,
  workflowPhaseLifecycle,
  nodePhaseLifecycle,
  taskPhaseLifecycle,
].map(({ desc }) => desc);

function enumLike(like: JsonValue): OverlaidEnum {
  const desc = own.find(({ typeName }) => typeName === like);
  if (desc === undefined) {
    const names = own.map(({ typeName }) => typeName).join(", ");
    throw new TypeError(`like is ${JSON.stringify(like)}: use one of ${names}`);
  }
  return {
    lifecycle: getOption(desc, lifecycleOption),
    values: new Map(desc.values.map((value) => [value.name, getOption(value, stepOption)])),
  };
}

function objectOf(value: JsonValue | undefined, what: string): JsonObject {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new TypeError(`${what} must be an object`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
