import { create, type DescMessage, type MessageShape, toBinary } from "@bufbuild/protobuf";
import {
  ArchivedActionSchema,
  ArchiveHeaderSchema,
  type ArchiveHeader,
  type ArchiveRecord,
  RecordedEventSchema,
  type RunIdentifier,
  RunSpecSchema,
} from "@runledger/proto";
import type { Changes, RunRow, WriteTransaction } from "@runledger/store";
import type { ImportResult } from "../import-result.ts";
import { runName, toRunKey } from "../run-name.ts";
import { toMicros } from "../times.ts";
import { checkMessage, tellViolations } from "../validate/check-message.ts";
import { changedErrors } from "../write/attempt-errors.ts";
import { FORMAT } from "./archive-run.ts";
import { notArchived } from "./not-archived.ts";
import { RunImport } from "./run-import.ts";

/** Records whose rows are written together. */
const PART = 500;

/** What became of an archive, and the run's row where it was imported. */
export interface Imported {
  readonly result: ImportResult;
  readonly row: RunRow | undefined;
}

/** Records a run from its archive. @param now in microseconds since 1970 */
export async function importRun(
  transaction: WriteTransaction,
  records: AsyncIterable<ArchiveRecord>,
  now: number,
): Promise<Imported> {
  let reading: RunImport | undefined;
  let rows = new Rows();
  for await (const { record } of records) {
    if (reading === undefined) {
      if (record.case !== "header") throw notArchived("first record", "is no header.");
      const begun = await begin(transaction, record.value, now);
      if ("result" in begun) return { result: begun.result, row: undefined };
      reading = begun;
      continue;
    }
    rows.take(reading, record);
    if (rows.count < PART) continue;
    await transaction.write(rows.changes());
    rows = new Rows();
  }
  if (reading === undefined) throw notArchived("first record", "is missing.");
  const { header } = reading;
  const row = reading.runRow(now, toBinary(RunSpecSchema, header.runSpec ?? create(RunSpecSchema)));
  await transaction.write({ ...rows.changes(), runs: [row] });
  const { actions, reports } = reading;
  const run = sure(header);
  return { result: { kind: "imported", run, revision: row.revision, actions, reports }, row };
}

/** Makes the run that an archive is of, unless there is one of its name. */
async function begin(
  transaction: WriteTransaction,
  header: ArchiveHeader,
  now: number,
): Promise<RunImport | { readonly result: ImportResult }> {
  check(ArchiveHeaderSchema, header, "header");
  if (header.format > FORMAT) {
    throw notArchived(
      "header.format",
      `is ${header.format}, and this ledger reads ${FORMAT}: use a newer one.`,
    );
  }
  if (header.revision > BigInt(Number.MAX_SAFE_INTEGER))
    throw notArchived("header.revision", `is ${header.revision}, which is beyond what is counted.`);
  const run = sure(header);
  const createdAt = header.createdTime ? toMicros(header.createdTime) : now;
  const seed = { ...toRunKey(run), org: run.org, createdAt };
  const [row] = await transaction.lockRuns([seed]);
  if (row === undefined) throw new Error(`${runName(run)} was not locked`);
  // One that was made just now has none.
  if (row.actionCount === 0) return new RunImport(header, row);
  const message =
    `There is a run ${runName(run)}, at revision ${row.revision}, and it stays as it is. To have the one of the archive, ` +
    "delete that one first.";
  return { result: { kind: "exists", run, message } };
}

function sure({ run }: ArchiveHeader): RunIdentifier {
  if (run === undefined) throw notArchived("header.run", "is missing.");
  return run;
}

/** Rows that are written together. */
class Rows {
  readonly #actions: Changes["actions"][number][] = [];
  readonly #errors: Changes["errors"][number][] = [];
  readonly #events: Changes["events"][number][] = [];
  readonly #quarantine: Changes["quarantine"][number][] = [];

  get count(): number {
    return this.#actions.length + this.#events.length + this.#quarantine.length;
  }

  take(reading: RunImport, record: ArchiveRecord["record"]): void {
    if (record.case === "action") {
      check(ArchivedActionSchema, record.value, `action ${JSON.stringify(record.value.id?.name)}`);
      const { heardAt, row, state } = reading.action(record.value);
      this.#actions.push({ ...row, status: row.status.slice(), record: row.record.slice() });
      this.#errors.push(...changedErrors(row.runId, undefined, state, heardAt));
    } else if (record.case === "event") {
      check(RecordedEventSchema, record.value, `report at revision ${record.value.revision}`);
      this.#events.push(reading.event(record.value));
    } else if (record.case === "refused") {
      this.#quarantine.push(reading.refused(record.value));
    } else {
      throw notArchived("records", `hold ${record.case ?? "one that isn't known"} in their midst.`);
    }
  }

  changes(): Changes {
    return {
      runs: [],
      actions: this.#actions,
      errors: this.#errors,
      events: this.#events,
      quarantine: this.#quarantine,
    };
  }
}

function check<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  name: string,
): void {
  const violations = checkMessage(schema, message, "");
  if (violations.length > 0) throw notArchived(name, tellViolations(violations));
}
