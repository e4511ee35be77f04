import { create } from "@bufbuild/protobuf";
import {
  ActionEventSchema,
  type ArchiveRecord,
  ArchiveRecordSchema,
  type RunIdentifier,
  RunIdentifierSchema,
} from "@runledger/proto/run/v1";

/** Names a run. */
export function runId(name: string, project = "project", domain = "test"): RunIdentifier {
  return create(RunIdentifierSchema, { project, domain, name });
}

/** Makes the records of an archive of a run with one action and so many reports on it. */
export function recordsOf(
  run: RunIdentifier,
  { revision = 3, reports = 2, refused = 0, createdAt = 1 } = {},
): ArchiveRecord[] {
  const id = { run, name: "a0" };
  const header = {
    format: 1,
    run,
    revision: BigInt(revision),
    createdTime: { seconds: BigInt(createdAt) },
  };
  const event = (version: number) =>
    create(ActionEventSchema, { id, attempt: 1, phase: 4, version });
  return [
    create(ArchiveRecordSchema, { record: { case: "header", value: header } }),
    create(ArchiveRecordSchema, { record: { case: "action", value: { id, number: 1 } } }),
    ...Array.from({ length: reports }, (_, index) => {
      const value = { event: event(index), revision: BigInt(index + 1) };
      return create(ArchiveRecordSchema, { record: { case: "event", value } });
    }),
    ...Array.from({ length: refused }, (_, index) => {
      const value = { id: BigInt(index + 1), event: event(index) };
      return create(ArchiveRecordSchema, { record: { case: "refused", value } });
    }),
  ];
}

/** Gives items one by one. */
export async function* each<T>(items: Iterable<T>): AsyncGenerator<T, void> {
  yield* items;
}

/** Collects bytes. */
export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
