import { LEDGER_PRODUCER, LEDGER_VERSION } from "@runledger/state";
import type { Json } from "./rule-example.ts";

/** Tells it at another time. @param time as `"2026-11-20T08:00:00Z"` */
export function timed(record: Json, time: string): Json {
  return { ...record, updatedTime: time, reportedTime: time };
}

/** Makes the report of another phase, with the same name and time. */
export function told(record: Json, phase: string, more: Json = {}): Json {
  return { ...record, error: undefined, version: 6, phase: `ACTION_PHASE_${phase}`, ...more };
}

/** Makes the ledger's own report of an abort. */
export function abortOf(record: Json): Json {
  return told(record, "ABORTED", { version: LEDGER_VERSION, producer: LEDGER_PRODUCER });
}
