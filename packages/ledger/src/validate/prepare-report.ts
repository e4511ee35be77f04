import { create } from "@bufbuild/protobuf";
import { type ActionEvent, ActionEventSchema, type RunIdentifier } from "@runledger/proto";
import type { LedgerLimits } from "../limits.ts";
import type { Report } from "../report.ts";
import { runName } from "../run-name.ts";
import { checkMessage, tellViolations } from "./check-message.ts";
import { prepareDeclaration, type PreparedDeclaration } from "./prepare-declaration.ts";
import { tellRefusal } from "./refusal.ts";
import { writeMessage } from "./write-message.ts";

/** A report that is sound by itself. */
export interface SoundReport {
  readonly kind: "sound";
  readonly event: ActionEvent;
  readonly run: RunIdentifier;
  /** Names the run in maps. */
  readonly runName: string;
  /** The action's name. */
  readonly name: string;
  /** The report without its id: what is stored, and what repeats are told by. */
  readonly bytes: Uint8Array;
  readonly declaration: PreparedDeclaration | undefined;
  /** How many bytes it takes in the queue. */
  readonly size: number;
}

/** A report that is malformed, whatever the ledger knows. Its declaration isn't looked at. */
export interface MalformedReport {
  readonly kind: "malformed";
  readonly event: ActionEvent;
  /** What is wrong with it, field by field, and the way out. */
  readonly message: string;
  /** What of it is kept in quarantine. */
  readonly bytes: Uint8Array;
  readonly size: number;
}

/** A report that was checked by itself. */
export type PreparedReport = SoundReport | MalformedReport;

/** Checks a report by itself and writes it as it will be stored. */
export function prepareReport(report: Report, limits: LedgerLimits): PreparedReport {
  const { event } = report;
  const written = writeMessage(ActionEventSchema, { ...event, id: undefined }, "event", limits);
  if (written.kind === "refused") return malformed(event, written.wrong, limits);
  const violations = checkMessage(ActionEventSchema, event, "event");
  const run = event.id?.run;
  if (violations.length > 0 || event.id === undefined || run === undefined) {
    return malformed(event, tellViolations(violations), limits);
  }
  const { name } = event.id;
  const declaration = report.declaration && prepareDeclaration(report.declaration, name, limits);
  return {
    kind: "sound",
    event,
    run,
    runName: runName(run),
    name,
    bytes: written.bytes,
    declaration,
    size: written.bytes.length + (declaration?.kind === "sound" ? declaration.size : 0),
  };
}

function malformed(event: ActionEvent, wrong: string, limits: LedgerLimits): MalformedReport {
  const bytes = keepable(event, limits);
  const message = tellRefusal("RL101", wrong);
  return { kind: "malformed", event, message, bytes, size: bytes.length };
}

/** Writes what can be kept of a malformed report: all of it, or else whom it is from and of what, or else nothing. */
function keepable(event: ActionEvent, limits: LedgerLimits): Uint8Array {
  const whole = writeMessage(ActionEventSchema, event, "event", limits);
  if (whole.kind === "written") return whole.bytes;
  const short = create(ActionEventSchema);
  short.id = event.id;
  short.attempt = event.attempt;
  short.phase = event.phase;
  short.version = event.version;
  short.producer = event.producer;
  const rest = writeMessage(ActionEventSchema, short, "event", limits);
  return rest.kind === "written" ? rest.bytes : new Uint8Array();
}
