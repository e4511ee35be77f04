import { fromBinary } from "@bufbuild/protobuf";
import {
  NodeExecutionEventSchema,
  TaskExecutionEventSchema,
  WorkflowExecutionEventSchema,
} from "@runledger/proto/flyte1/v1";
import { ActionEventSchema } from "@runledger/proto/run/v1";
import { tellActionEvent } from "../stream/tell-action-event.ts";
import { tellNodeEvent, tellTaskEvent, tellWorkflowEvent } from "../stream/tell-flyte1-event.ts";
import type { Told } from "../stream/told.ts";
import type { Entry } from "./entry.ts";

/**
 * Decodes a report from its bytes, which don't say what they are: it is the first of the known reports that they can be
 * read as and that names its run.
 *
 * @throws Error with a sentence on what is wrong
 */
export function decodeBinary(bytes: Uint8Array): Entry {
  let entry: Entry;
  try {
    entry = decodeActionEvent(bytes);
  } catch (error) {
    const flyte1 = decodeFlyte1(bytes);
    if (flyte1 !== undefined) return { kind: "report", told: flyte1 };
    const problem = error instanceof Error ? error.message : String(error);
    throw new Error(`no ${ActionEventSchema.typeName}: ${problem}.`, { cause: error });
  }
  if (entry.kind !== "report" || entry.told.run.name !== "") return entry;
  const flyte1 = decodeFlyte1(bytes);
  return flyte1 === undefined ? entry : { kind: "report", told: flyte1 };
}

function decodeActionEvent(bytes: Uint8Array): Entry {
  const event = fromBinary(ActionEventSchema, bytes);
  const told = tellActionEvent(event);
  const [unknown] = event.$unknown ?? [];
  return unknown === undefined
    ? { kind: "report", told }
    : { kind: "report", told, unknown: `${unknown.no}` };
}

const readers: readonly ((bytes: Uint8Array) => Told)[] = [
  (bytes) => tellTaskEvent(fromBinary(TaskExecutionEventSchema, bytes)),
  (bytes) => tellNodeEvent(fromBinary(NodeExecutionEventSchema, bytes)),
  (bytes) => tellWorkflowEvent(fromBinary(WorkflowExecutionEventSchema, bytes)),
];

function decodeFlyte1(bytes: Uint8Array): Told | undefined {
  for (const read of readers) {
    try {
      const told = read(bytes);
      if (told.run.name !== "" && told.run.project !== "" && told.action !== "") return told;
    } catch {
      // It is another of them, or none.
    }
  }
  return undefined;
}
