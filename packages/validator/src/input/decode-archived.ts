import { create, fromBinary } from "@bufbuild/protobuf";
import {
  type ActionDeclaration,
  ActionDeclarationSchema,
  type ArchivedAction,
  type ArchiveRecord,
  ArchiveRecordSchema,
} from "@runledger/proto/run/v1";
import { tellActionEvent } from "../stream/tell-action-event.ts";
import type { Entry } from "./entry.ts";

/** The number of the first field of an ArchiveRecord: no report has any that is above. */
const firstNumber = 2000;

/** Tells whether a size-delimited message is a record of an archive, by its first field. */
export function isArchived(bytes: Uint8Array): boolean {
  let tag = 0;
  for (let at = 0; at < Math.min(bytes.length, 4); at++) {
    const byte = bytes[at] ?? 0;
    tag += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return Math.floor(tag / 8) >= firstNumber;
  }
  return false;
}

/** Reads a record of an archive. @throws Error with a sentence on what is wrong */
export function readArchived(bytes: Uint8Array): ArchiveRecord["record"] {
  try {
    return fromBinary(ArchiveRecordSchema, bytes).record;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new Error(`no ${ArchiveRecordSchema.typeName}: ${problem}.`, { cause: error });
  }
}

/**
 * Decodes a record of an archive: reports, and actions as they were declared. What was refused is no part of the story, and of
 * the header and the end nothing is to be judged.
 *
 * @throws Error with a sentence on what is wrong
 */
export function decodeArchived(bytes: Uint8Array): Entry {
  const record = readArchived(bytes);
  if (record.case === "event" && record.value.event !== undefined) {
    return { kind: "report", told: tellActionEvent(record.value.event), isRecorded: true };
  }
  if (record.case === "action" && record.value.id?.run !== undefined) {
    const { id } = record.value;
    const declaration = declarationOf(record.value, id.name);
    return { kind: "action", run: record.value.id.run, declaration, isRecorded: true };
  }
  if (record.case === undefined) {
    throw new Error(`no ${ArchiveRecordSchema.typeName}: it holds nothing that is known.`);
  }
  return { kind: "other" };
}

/** Puts an action as its declaration: what of its metadata reports are judged by, and what it is. */
function declarationOf({ metadata, record }: ArchivedAction, name: string): ActionDeclaration {
  return create(ActionDeclarationSchema, {
    name,
    ...(metadata && { metadata }),
    ...(record && { spec: record.spec }),
  });
}
