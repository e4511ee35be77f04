import { decodeBinary } from "../../input/decode-binary.ts";
import { decodeReport, openJson } from "../../input/decode-json.ts";
import type { Entry } from "../../input/entry.ts";
import { InputError } from "../../input/input-error.ts";
import { readRecords } from "../../input/read-records.ts";
import type { ReportType } from "../../input/report-type.ts";
import type { Input } from "../../streams/input.ts";
import { CompatError } from "../compat-error.ts";
import type { Recorded } from "./replay.ts";

/** Finds the number of a value by its name; undefined where neither side has it. */
export type NumberOf = (name: string) => number | undefined;

/** Which reports of a stream are played. */
export interface Played {
  readonly type: ReportType;
  readonly numberOf: NumberOf;
}

/**
 * Reads a recorded stream, as `validate` does: lines of JSON, an array or size-delimited protobuf, plain or compressed, in
 * CloudEvents or not. Phases in JSON are found by their names on both sides, so that values are played that only one side knows.
 * Declarations and reports of another sort are passed over.
 *
 * @throws CompatError with the line or the byte where it can't be read
 */
export async function readRecorded(
  input: Input,
  { type, numberOf }: Played,
  take: (report: Recorded) => void,
): Promise<void> {
  try {
    await readRecords(
      input.open(),
      (format) => (bytes, byte, line) => {
        const at = `${input.name}${line > 0 ? `:${line}` : `@${byte}`}`;
        const entry = decodeAt(at, () =>
          format === "delimited"
            ? decodeBinary(bytes, input.type)
            : decodeNamed(bytes, input.type, numberOf),
        );
        if (entry?.kind !== "report") return;
        const { message, run, action, attempt, phase } = entry.told;
        if (!message.$typeName.endsWith(`.${type}`)) return;
        const subject = `${run.project}/${run.domain}/${run.name}/${action}`;
        take({ subject, attempt, value: phase, at });
      },
      { format: input.format },
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const place = error.line > 0 ? `:${error.line}` : `@${error.byte}`;
    throw new CompatError(`${input.name}${place}: ${error.message}`, { cause: error });
  }
}

function decodeAt(at: string, decode: () => Entry | undefined): Entry | undefined {
  try {
    return decode();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new CompatError(`${at}: ${problem}`, { cause: error });
  }
}

/** Decodes JSON with the phase as a number, whoever knows its name. @returns undefined for a declaration */
function decodeNamed(
  bytes: Uint8Array,
  type: ReportType | undefined,
  numberOf: NumberOf,
): Entry | undefined {
  const record = openJson(bytes);
  if (record.kind === "declaration") return undefined;
  if (record.kind === "binary") return decodeBinary(record.bytes, type);
  const { phase } = record.json;
  // A name that neither side has may be that of a report of another sort, which knows it.
  const number = typeof phase === "string" ? numberOf(phase) : undefined;
  const json = number === undefined ? record.json : { ...record.json, phase: number };
  const entry = decodeReport(json, type);
  if (entry.kind === "report" && entry.unknown === phase) {
    throw new Error(`neither side knows the value ${String(phase)}.`);
  }
  return entry;
}
