import { fromBinary } from "@bufbuild/protobuf";
import { ActionEventSchema } from "@runledger/proto/run/v1";
import { tellActionEvent } from "../stream/tell-action-event.ts";
import type { Told } from "../stream/told.ts";
import { decodeArchived, isArchived } from "./decode-archived.ts";
import type { Entry } from "./entry.ts";
import { type ReportType, kindOf } from "./report-type.ts";

/**
 * Decodes a report from its bytes, which don't say what they are, or a record of an archive, which does. Where nobody says it either, it is the first of the known
 * reports that they can be read as and that names its run.
 *
 * @throws Error with a sentence on what is wrong
 */
export function decodeBinary(bytes: Uint8Array, type?: ReportType): Entry {
  if (isArchived(bytes)) return decodeArchived(bytes);
  if (type !== undefined && type !== "ActionEvent") return decodeAs(bytes, type);
  let entry: Entry;
  try {
    entry = decodeActionEvent(bytes);
  } catch (error) {
    const flyte1 = type === undefined ? decodeFlyte1(bytes) : undefined;
    if (flyte1 !== undefined) return { kind: "report", told: flyte1 };
    throw refusalOf(ActionEventSchema.typeName, error);
  }
  if (type !== undefined || entry.kind !== "report" || entry.told.run.name !== "") return entry;
  const flyte1 = decodeFlyte1(bytes);
  return flyte1 === undefined ? entry : { kind: "report", told: flyte1 };
}

function decodeAs(bytes: Uint8Array, type: ReportType): Entry {
  const { schema, tell } = kindOf(type);
  try {
    return { kind: "report", told: tell(fromBinary(schema, bytes)) };
  } catch (error) {
    throw refusalOf(schema.typeName, error);
  }
}

function refusalOf(typeName: string, error: unknown): Error {
  const problem = error instanceof Error ? error.message : String(error);
  return new Error(`no ${typeName}: ${problem}.`, { cause: error });
}

function decodeActionEvent(bytes: Uint8Array): Entry {
  const event = fromBinary(ActionEventSchema, bytes);
  const told = tellActionEvent(event);
  const [unknown] = event.$unknown ?? [];
  return unknown === undefined
    ? { kind: "report", told }
    : { kind: "report", told, unknown: `${unknown.no}` };
}

/** Tasks first: what tells of one can be read as telling of a node, and not the other way round. */
const flyte1Types: readonly ReportType[] = [
  "TaskExecutionEvent",
  "NodeExecutionEvent",
  "WorkflowExecutionEvent",
];

function decodeFlyte1(bytes: Uint8Array): Told | undefined {
  for (const type of flyte1Types) {
    const { schema, tell } = kindOf(type);
    try {
      const told = tell(fromBinary(schema, bytes));
      if (told.run.name !== "" && told.run.project !== "" && told.action !== "") return told;
    } catch {
      // It is another of them, or none.
    }
  }
  return undefined;
}
