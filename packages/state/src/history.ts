import { create, toBinary } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import {
  type ActionDeclaration,
  type ActionEvent,
  ActionEventSchema,
  type ActionIdentifier,
  ActionIdentifierSchema,
  type ActionMetadata,
  ActionMetadataSchema,
  type ActionRecord,
  type RunIdentifier,
} from "@runledger/proto/run/v1";
import { isRoot } from "./complete-metadata.ts";
import { emptyRecord } from "./empty-record.ts";
import { type DeclarationResult, foldDeclaration } from "./fold-declaration.ts";
import type { FoldResult } from "./fold-result.ts";
import { type Prior, foldLedgerReport, foldReport } from "./fold.ts";
import { isLedgerReport, ledgerReport } from "./ledger-report.ts";
import { initialPhase } from "./phases.ts";
import { ROOT_ACTION } from "./root.ts";

/** What is known of one action. */
export interface KnownAction {
  readonly id: ActionIdentifier;
  readonly record: ActionRecord;
  /** What it was declared with, or else that it is a child of the root. */
  readonly metadata: ActionMetadata;
}

/** How a history treats reports that look like the ledger's own. */
export interface HistoryOptions {
  /** Takes them: the reports come from a ledger. By default they are refused: they come from producers. */
  readonly fromLedger?: boolean;
}

/** An action, and the bytes of the reports on it by their keys. */
interface Entry {
  action: KnownAction;
  readonly reports: Map<string, Uint8Array>;
}

/**
 * Keeps runs in memory and folds reports over them as a ledger does, keys and bytes included, so that repeats and
 * conflicts are found without a store. For tests, tools and pages; it grows with every report.
 */
export class History {
  readonly #entries = new Map<string, Entry>();
  readonly #fromLedger: boolean;

  constructor({ fromLedger = false }: HistoryOptions = {}) {
    this.#fromLedger = fromLedger;
  }

  /**
   * Folds a report. The first one on a run makes its root known too, unless a ledger's reports are folded, which tell of
   * the root themselves.
   *
   * @throws TypeError if the report doesn't name its action
   */
  record(event: ActionEvent): FoldResult {
    const id = named(event.id);
    const known = this.#entries.get(keyOf(id));
    const entry = known ?? newEntry(id);
    const { record, metadata } = entry.action;
    const bytes = contentOf(event);
    const fold = this.#fromLedger && isLedgerReport(event) ? foldLedgerReport : foldReport;
    const result = fold(record, metadata, event, priorOf(entry, event, bytes));
    if (!("record" in result)) return result;
    if (known === undefined) this.#add(entry);
    entry.action = { ...entry.action, record: result.record };
    entry.reports.set(reportKeyOf(event), bytes);
    return result;
  }

  /**
   * Folds a declaration. It queues its action, unless a ledger's reports are folded, which tell of that themselves.
   *
   * @param time when it was told, where it doesn't say when the action was queued
   */
  declare(run: RunIdentifier, declaration: ActionDeclaration, time: Timestamp): DeclarationResult {
    const name = declaration.name || ROOT_ACTION;
    const id = create(ActionIdentifierSchema, { run, name });
    const known = this.#entries.get(keyOf(id));
    const entry = known ?? newEntry(id);
    const { record, metadata } = entry.action;
    const result = foldDeclaration(record, metadata, { ...declaration, name }, time);
    if (result.kind !== "declared") return result;
    if (known === undefined) this.#add(entry);
    if (this.#fromLedger) {
      // Its reports tell of the queueing themselves.
      const { attempts } = record;
      entry.action = { id, record: { ...result.record, attempts }, metadata: result.metadata };
      return result;
    }
    entry.action = { id, record: result.record, metadata: result.metadata };
    for (const event of result.events) {
      const key = reportKeyOf(event);
      if (!entry.reports.has(key)) entry.reports.set(key, contentOf(event));
    }
    return result;
  }

  /** Gets what is known of an action; undefined if nothing is. */
  get(id: ActionIdentifier): KnownAction | undefined {
    return this.#entries.get(keyOf(id))?.action;
  }

  /** Lists what is known, in the order in which it was heard of. */
  *actions(): IterableIterator<KnownAction> {
    for (const { action } of this.#entries.values()) yield action;
  }

  #add(entry: Entry): void {
    const { id } = entry.action;
    const root = create(ActionIdentifierSchema, { ...id, name: ROOT_ACTION });
    if (!this.#fromLedger && !isRoot(id.name) && !this.#entries.has(keyOf(root))) {
      this.#entries.set(keyOf(root), undeclaredRoot(root));
    }
    this.#entries.set(keyOf(id), entry);
  }
}

function newEntry(id: ActionIdentifier): Entry {
  const parent = isRoot(id.name) ? "" : ROOT_ACTION;
  const metadata = create(ActionMetadataSchema, { parent });
  return { action: { id, record: emptyRecord(), metadata }, reports: new Map() };
}

/** The root of a run of which only another action was heard: queued, nobody knows when. */
function undeclaredRoot(id: ActionIdentifier): Entry {
  const entry = newEntry(id);
  const event = ledgerReport(1, initialPhase, undefined);
  const result = foldLedgerReport(entry.action.record, undefined, event);
  if ("record" in result) entry.action = { ...entry.action, record: result.record };
  entry.reports.set(reportKeyOf(event), contentOf(event));
  return entry;
}

function named(id: ActionIdentifier | undefined): ActionIdentifier {
  if (id?.run === undefined) throw new TypeError("id: a report must name its run and its action.");
  return id;
}

/** Names an action by what is unique. No part but the last can hold a slash. */
function keyOf({ run, name }: ActionIdentifier): string {
  return `${run?.project}/${run?.domain}/${run?.name}/${name}`;
}

function reportKeyOf({ attempt, phase, version }: ActionEvent): string {
  return `${attempt}/${phase}/${version}`;
}

/** What two reports under one key have to have in common: everything but the name, whose organisation may differ. */
function contentOf(event: ActionEvent): Uint8Array {
  return toBinary(ActionEventSchema, { ...event, id: undefined });
}

function priorOf(entry: Entry, event: ActionEvent, bytes: Uint8Array): Prior | undefined {
  const prior = entry.reports.get(reportKeyOf(event));
  if (prior === undefined) return undefined;
  return isSameBytes(prior, bytes) ? "same" : "other";
}

function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
