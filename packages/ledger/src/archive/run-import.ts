import { toBinary } from "@bufbuild/protobuf";
import {
  ActionEventSchema,
  type ActionPhase,
  type ArchivedAction,
  type ArchiveHeader,
  type QuarantinedEvent,
  type RecordedEvent,
  ReportOutcome,
} from "@runledger/proto";
import { ROOT_ACTION, isSettled, isTerminal, phaseOf } from "@runledger/state";
import type { EventRow, QuarantineRow, RunRow, StoredAction } from "@runledger/store";
import { toMicros } from "../times.ts";
import type { ActionState } from "../write/action-state.ts";
import { rootColumns } from "../write/root-columns.ts";
import { toActionRow } from "../write/to-action-row.ts";
import { toQuarantineRow } from "../write/to-quarantine-row.ts";
import { ActionMoves } from "./action-moves.ts";
import { notArchived } from "./not-archived.ts";
import { toActionState } from "./to-action-state.ts";

/** What is kept of an action until its reports have been read. */
interface Imported {
  readonly number: number;
  readonly attempt: number;
  readonly phase: ActionPhase;
}

/** A run that is read from an archive: makes its rows, and checks that they belong together. */
export class RunImport {
  readonly header: ArchiveHeader;
  readonly #base: RunRow;
  /** What is added to each revision of the archive. */
  readonly #shift: number;
  readonly #actions = new Map<string, Imported>();
  readonly #moves = new ActionMoves();
  #root: { readonly row: StoredAction; readonly state: ActionState } | undefined;
  #openCount = 0;
  #lastRevision: number;
  reports = 0;

  /** @param base the run's row as it was made: what is told of the run goes on above its revision */
  constructor(header: ArchiveHeader, base: RunRow) {
    this.header = header;
    this.#base = base;
    const first = Number(header.baseRevision);
    this.#shift = Math.max(0, base.revision - first);
    this.#lastRevision = first;
  }

  get actions(): number {
    return this.#actions.size;
  }

  /** Takes an action. @throws LedgerError of kind `invalid` */
  action(archived: ArchivedAction): { row: StoredAction; state: ActionState; heardAt: number } {
    const name = archived.id?.name ?? "";
    const field = `action ${JSON.stringify(name)}`;
    if (archived.number !== this.#actions.size + 1) {
      throw notArchived(
        `${field}.number`,
        `is ${archived.number}, and ${this.#actions.size + 1} comes next.`,
      );
    }
    if (this.#actions.has(name)) throw notArchived(field, "is there twice.");
    this.#checkRevision(`${field}.revision`, Number(archived.revision));
    const heardAt = archived.updatedTime ? toMicros(archived.updatedTime) : this.#base.createdAt;
    const state = toActionState(archived, this.#shift, this.#base.createdAt);
    const whole = toActionRow(this.#base.id, state, heardAt);
    // Nobody is to be told any more of an abort that was never confirmed: the run is over.
    const row = { ...whole, abortDueAt: null };
    if (!isTerminal(phaseOf(state.record))) this.#openCount += 1;
    if (name === ROOT_ACTION) this.#root = { row, state };
    const { attempt, number } = row;
    this.#actions.set(name, { number, attempt, phase: phaseOf(state.record) });
    return { row, state, heardAt };
  }

  /** Takes a report. @throws LedgerError of kind `invalid` */
  event(recorded: RecordedEvent): EventRow {
    const { event, outcome, receivedTime } = recorded;
    const name = event?.id?.name ?? "";
    const action = this.#actions.get(name);
    const revision = Number(recorded.revision);
    const field = `report at revision ${revision}`;
    if (event === undefined || action === undefined)
      throw notArchived(field, `is on ${JSON.stringify(name)}, which isn't among the actions.`);
    if (revision <= this.#lastRevision)
      throw notArchived(field, `comes after revision ${this.#lastRevision}.`);
    this.#checkRevision(field, revision);
    if (!isStored(outcome))
      throw notArchived(field, `has the outcome ${outcome}, which is stored of none.`);
    this.#moves.take(name, recorded);
    this.#lastRevision = revision;
    this.reports += 1;
    return {
      runId: this.#base.id,
      revision: revision + this.#shift,
      actionNumber: action.number,
      actionName: name,
      attempt: event.attempt,
      phase: event.phase,
      version: event.version,
      outcome,
      producer: event.producer,
      receivedAt: receivedTime ? toMicros(receivedTime) : this.#base.createdAt,
      // A repeat is told by these bytes.
      event: toBinary(ActionEventSchema, { ...event, id: undefined }),
    };
  }

  /** Takes a refused report. @throws LedgerError of kind `invalid` */
  refused(kept: QuarantinedEvent): Omit<QuarantineRow, "id"> {
    const { event, from, fromAttempt, legal, message, outcome, receivedTime, rule } = kept;
    const field = `refused report ${kept.id}`;
    if (event === undefined) throw notArchived(field, "is empty.");
    const isConflict = outcome === ReportOutcome.CONFLICT;
    if (!isConflict && outcome !== ReportOutcome.REJECTED)
      throw notArchived(field, `has the outcome ${outcome}, which none is refused with.`);
    const kind = isConflict ? "conflict" : "rejected";
    const { domain, name, project } = this.#base;
    return {
      ...toQuarantineRow(
        event,
        { kind, rule, message, from, fromAttempt, legal },
        toBinary(ActionEventSchema, event),
        receivedTime ? toMicros(receivedTime) : this.#base.createdAt,
      ),
      project,
      domain,
      run: name,
    };
  }

  /** Ends it. @param now in microseconds since 1970. @throws LedgerError of kind `invalid` */
  runRow(now: number, spec: Uint8Array): RunRow {
    const { declared, engine, labels, revision } = this.header;
    for (const [name, { attempt, phase }] of this.#actions) this.#moves.check(name, attempt, phase);
    if (this.#root === undefined) throw notArchived("actions", `have no ${ROOT_ACTION}, the root.`);
    const { row, state } = this.#root;
    if (!isSettled(state.record, state.metadata, this.#openCount))
      throw notArchived("run", `hasn't settled: ${this.#openCount} of its actions are open.`);
    return {
      ...this.#base,
      revision: Number(revision) + this.#shift,
      actionCount: this.#actions.size,
      openCount: this.#openCount,
      declared,
      settled: true,
      engine,
      labels,
      spec,
      updatedAt: now,
      ...rootColumns(row, state.metadata),
    };
  }

  #checkRevision(field: string, revision: number): void {
    const [first, last] = [Number(this.header.baseRevision), Number(this.header.revision)];
    if (revision > first && revision <= last) return;
    throw notArchived(field, `is ${revision}, and the run's are ${first + 1} to ${last}.`);
  }
}

const storedAs: ReadonlySet<ReportOutcome> = new Set([
  ReportOutcome.MOVED,
  ReportOutcome.UPDATED,
  ReportOutcome.LATE,
]);

function isStored(outcome: ReportOutcome): boolean {
  return storedAs.has(outcome);
}
