import { fromBinary } from "@bufbuild/protobuf";
import { ActionEventSchema } from "@runledger/proto/run/v1";
import { tellActionEvent } from "../stream/tell-action-event.ts";
import type { Entry } from "./entry.ts";

/** Decodes a report from its bytes. @throws Error with a sentence on what is wrong */
export function decodeBinary(bytes: Uint8Array): Entry {
  try {
    const event = fromBinary(ActionEventSchema, bytes);
    const told = tellActionEvent(event);
    const [unknown] = event.$unknown ?? [];
    return unknown === undefined
      ? { kind: "report", told }
      : { kind: "report", told, unknown: `${unknown.no}` };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new Error(`no ${ActionEventSchema.typeName}: ${problem}.`, { cause: error });
  }
}
