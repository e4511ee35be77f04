import { create, toBinary } from "@bufbuild/protobuf";
import {
  type ActionEvent,
  type ActionMetadata,
  ActionMetadataSchema,
  type ActionRecord,
  ActionStatusSchema,
  ReportOutcome,
} from "@runledger/proto";
import { ROOT_ACTION, isTerminal, phaseOf, type Prior } from "@runledger/state";
import type { AttemptErrorRow, EventRow, RunRow, StoredAction } from "@runledger/store";
import { breathe, isTimeToBreathe } from "../breathe.ts";
import { toMicros } from "../times.ts";
import { decode } from "../wire/decode.ts";
import type { ActionState } from "./action-state.ts";
import { Anchors } from "./anchors.ts";
import { changedErrors } from "./attempt-errors.ts";
import type { KnownRun } from "./known-run.ts";
import { reportKey } from "./report-key.ts";
import { rootColumns } from "./root-columns.ts";
import { sameBytes } from "./same-bytes.ts";
import { toActionRow } from "./to-action-row.ts";
import { WorkChanges } from "./work-changes.ts";

/** What is new of an action. What is left out stays as it was. */
export interface ActionChange {
  readonly record?: ActionRecord;
  readonly metadata?: ActionMetadata;
}

/** Rows that a transaction writes of one run, some at a time. */
export interface RunRows {
  readonly actions: readonly StoredAction[];
  readonly events: readonly EventRow[];
  readonly errors: readonly AttemptErrorRow[];
}

/** An action that was written, as it was then. */
interface Written {
  readonly state: ActionState;
  readonly row: StoredAction;
}

/** One locked run within a transaction: what is known of it, and what the transaction changes. */
export class RunBook {
  /** The run as it was locked. */
  readonly base: RunRow;
  /** What was remembered of it, if that holds. */
  readonly known: KnownRun | undefined;
  /** What reconcilers have to do in it. */
  readonly work: WorkChanges;
  /** Actions whose parents lead to the root. */
  readonly anchors: Anchors;

  #revision: number;
  #actionCount: number;
  #openCount: number;
  readonly #now: number;
  readonly #loaded = new Map<string, ActionState | undefined>();
  readonly #changed = new Map<string, ActionState>();
  readonly #written = new Map<string, Written>();
  #unwritten = new Set<string>();
  #events: EventRow[] = [];
  readonly #reports = new Map<string, Uint8Array>();
  #columns: Partial<RunRow> = {};

  /** @param now the time of the transaction, in microseconds since 1970 */
  constructor(base: RunRow, known: KnownRun | undefined, now: number) {
    this.base = base;
    this.work = new WorkChanges(base.id);
    this.known = known;
    this.anchors = new Anchors(known?.anchored);
    this.#revision = base.revision;
    this.#actionCount = base.actionCount;
    this.#openCount = base.openCount;
    this.#now = now;
  }

  /** The revision of the last change. */
  get revision(): number {
    return this.#revision;
  }

  /** Whether nothing is known of the run yet. Its revision says nothing of that: another run of its name may have been deleted. */
  get isNew(): boolean {
    return this.#actionCount === 0;
  }

  /** Whether the transaction changes the run. */
  get changed(): boolean {
    return this.#revision > this.base.revision;
  }

  /** How many actions are in a phase that isn't terminal. */
  get openCount(): number {
    return this.#openCount;
  }

  /** Tells whether it is known here what the ledger knows of an action, be it nothing. */
  isLoaded(name: string): boolean {
    return (
      this.#changed.has(name) ||
      this.#loaded.has(name) ||
      this.known?.actions.has(name) === true ||
      // All that there are are remembered, so it isn't one of them.
      (this.known?.actions.size ?? 0) === this.base.actionCount
    );
  }

  /** Takes in what the store knows of an action. */
  load(name: string, action: ActionState | undefined): void {
    this.#loaded.set(name, action);
  }

  /** Takes in the bytes of a stored report. */
  loadReport(key: string, bytes: Uint8Array): void {
    this.#reports.set(key, bytes);
  }

  /** Gets an action as it is now; undefined if it isn't known. It must be loaded. */
  get(name: string): ActionState | undefined {
    return this.#changed.get(name) ?? this.#loaded.get(name) ?? this.known?.actions.get(name);
  }

  /** All actions that were loaded or changed, as they are now. */
  *used(): IterableIterator<ActionState> {
    for (const [name, action] of this.#loaded) {
      if (action !== undefined && !this.#changed.has(name)) yield action;
    }
    yield* this.#changed.values();
  }

  /** Tells whether a report with this key is stored, with the same bytes or with others. */
  prior(action: ActionState | undefined, event: ActionEvent, bytes: Uint8Array): Prior | undefined {
    if (action === undefined) return undefined;
    const stored = this.#reports.get(reportKey(action.number, event));
    if (stored === undefined) return undefined;
    return sameBytes(stored, bytes) ? "same" : "other";
  }

  /** Tells whether the abort of the whole run was requested. */
  isAborted(): boolean {
    const root = this.get(ROOT_ACTION);
    if (root !== undefined) return root.record.abort !== undefined;
    return (
      this.base.status.length > 0 &&
      decode(ActionStatusSchema, this.base.status).abort !== undefined
    );
  }

  /** Stores a report under the run's next revision, with what it makes of its action. */
  store(
    name: string,
    event: ActionEvent,
    bytes: Uint8Array,
    outcome: ReportOutcome,
    change: ActionChange,
  ): ActionState {
    const action = this.change(name, change);
    this.#events.push({
      runId: this.base.id,
      revision: action.revision,
      actionNumber: action.number,
      actionName: name,
      attempt: event.attempt,
      phase: event.phase,
      version: event.version,
      outcome,
      producer: event.producer,
      receivedAt: this.#now,
      event: bytes,
    });
    this.#reports.set(reportKey(action.number, event), bytes);
    return action;
  }

  /** Changes an action, or makes it known, at the run's next revision. */
  change(name: string, change: ActionChange): ActionState {
    this.#revision += 1;
    return this.#put(name, change);
  }

  /** Changes what is the run's own. It shows at the root, which the same transaction must change too. */
  setColumns(columns: Pick<RunRow, "declared" | "engine" | "labels" | "spec">): void {
    this.#columns = columns;
  }

  /** Whether the run was declared. */
  get declared(): boolean {
    return this.#columns.declared ?? this.base.declared;
  }

  /** The engine that owns the work. */
  get engine(): string {
    return this.#columns.engine ?? this.base.engine;
  }

  /** Takes the rows that are to be written by now. They are not given again, unless they change again. */
  async takeRows(): Promise<RunRows> {
    const actions: StoredAction[] = [];
    const errors: AttemptErrorRow[] = [];
    for (const name of this.#unwritten) {
      const state = this.#changed.get(name);
      if (state === undefined) continue;
      if (isTimeToBreathe(actions.length)) await breathe();
      const row = toActionRow(this.base.id, state, this.#now);
      actions.push(row);
      errors.push(...changedErrors(this.base.id, this.#before(name), state, this.#now));
      this.#written.set(name, { state, row });
    }
    const events = this.#events;
    this.#unwritten = new Set();
    this.#events = [];
    return { actions, events, errors };
  }

  /** All actions that were written, as they were last. */
  writtenActions(): StoredAction[] {
    return Array.from(this.#written.values(), ({ row }) => row);
  }

  #before(name: string): ActionState | undefined {
    return (
      this.#written.get(name)?.state ?? this.#loaded.get(name) ?? this.known?.actions.get(name)
    );
  }

  #put(name: string, change: ActionChange): ActionState {
    const before = this.get(name);
    const metadata = change.metadata ?? before?.metadata ?? defaultMetadata(name);
    const record = change.record ?? before?.record;
    if (record === undefined) throw new Error(`${name} would be known without a record`);
    const next: ActionState = {
      number: before?.number ?? (this.#actionCount += 1),
      name,
      createdAt: record.createdTime
        ? toMicros(record.createdTime)
        : (before?.createdAt ?? this.#now),
      revision: this.#revision,
      record,
      metadata,
      metadataBytes:
        metadata === before?.metadata
          ? before.metadataBytes
          : toBinary(ActionMetadataSchema, metadata),
    };
    this.#openCount += openness(next) - openness(before);
    this.#changed.set(name, next);
    this.#unwritten.add(name);
    return next;
  }

  /** The run as it is now. Its root must have been written, if it changed. */
  runRow(settled: boolean): RunRow {
    const root = this.#written.get(ROOT_ACTION);
    return {
      ...this.base,
      ...this.#columns,
      revision: this.#revision,
      actionCount: this.#actionCount,
      openCount: this.#openCount,
      settled,
      updatedAt: this.#now,
      ...(root && rootColumns(root.row, root.state.metadata)),
    };
  }
}

/** 1 if an action is in a phase that isn't terminal, or else 0. */
function openness(action: ActionState | undefined): 0 | 1 {
  return action === undefined || isTerminal(phaseOf(action.record)) ? 0 : 1;
}

/** What is known of an action that nobody declared: it is below the root. */
function defaultMetadata(name: string): ActionMetadata {
  return create(ActionMetadataSchema, name === ROOT_ACTION ? {} : { parent: ROOT_ACTION });
}
