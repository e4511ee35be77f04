import { ROOT_ACTION } from "@runledger/state";
import type {
  ActionRef,
  ReportRef,
  RunRow,
  StoredAction,
  WriteTransaction,
} from "@runledger/store";
import type { ActionCache } from "./action-cache.ts";
import { decodeAction } from "./decode-action.ts";
import type { LoadPlan, RunPlan } from "./load-plan.ts";
import { mayBeStored, reportKey } from "./report-key.ts";
import { LONGEST_WALK } from "./ring.ts";
import { RunBook } from "./run-book.ts";

/** A locked run with what is planned for it. */
interface Planned {
  readonly book: RunBook;
  readonly plan: RunPlan;
}

/**
 * Locks the runs of a plan and loads what it asks for, each sort of row in one call.
 *
 * @returns the runs by name; those that aren't known and weren't to be created are left out
 */
export async function loadRuns(
  transaction: WriteTransaction,
  plan: LoadPlan,
  cache: ActionCache,
  now: number,
): Promise<Map<string, RunBook>> {
  const rows = await lockRuns(transaction, plan, now);
  const books = new Map<string, RunBook>();
  const planned: Planned[] = [];
  for (const [name, run] of plan.runs) {
    const row = rows.get(name);
    if (row === undefined) continue;
    const book = new RunBook(row, cache.current(row), now);
    books.set(name, book);
    planned.push({ book, plan: run });
  }
  await loadNamed(transaction, planned);
  await loadWork(transaction, planned);
  await loadParents(transaction, planned);
  await loadReports(transaction, planned);
  return books;
}

async function lockRuns(
  transaction: WriteTransaction,
  plan: LoadPlan,
  now: number,
): Promise<Map<string, RunRow>> {
  const rows = new Map<string, RunRow>();
  const created = plan.runs.filter(([, run]) => run.create);
  const seeds = created.map(([, { key, org }]) => ({ ...key, org, createdAt: now }));
  const locked = seeds.length === 0 ? [] : await transaction.lockRuns(seeds);
  for (const [index, row] of locked.entries()) rows.set(created[index]?.[0] ?? "", row);
  for (const [name, run] of plan.runs) {
    const row = run.create ? undefined : await transaction.lockRun(run.key);
    if (row !== undefined) rows.set(name, row);
  }
  return rows;
}

async function loadNamed(
  transaction: WriteTransaction,
  planned: readonly Planned[],
): Promise<void> {
  await loadActions(
    transaction,
    planned.flatMap(({ book, plan }) => [...plan.actions].map((name) => ({ book, name }))),
  );
}

async function loadWork(transaction: WriteTransaction, planned: readonly Planned[]): Promise<void> {
  const wanted = planned.flatMap(({ book, plan }) =>
    [...plan.work].flatMap((name) => {
      const action = book.get(name);
      return action ? [{ book, ref: { runId: book.base.id, actionNumber: action.number } }] : [];
    }),
  );
  if (wanted.length === 0) return;
  const rows = await transaction.loadWork(wanted.map(({ ref }) => ref));
  for (const [index, { book }] of wanted.entries()) {
    const row = rows[index];
    if (row !== undefined) book.work.load(row);
  }
}

/** How many actions are asked for at a time: while the store finds the next ones, those that it has found are decoded. */
const AT_A_TIME = 250;

/** Loads actions that aren't loaded yet. */
async function loadActions(
  transaction: WriteTransaction,
  wanted: readonly { readonly book: RunBook; readonly name: string }[],
): Promise<void> {
  const missing = wanted.filter(({ book, name }) => !book.isLoaded(name));
  const refs: ActionRef[] = missing.map(({ book, name }) => ({ runId: book.base.id, name }));
  const answers: Promise<(StoredAction | undefined)[]>[] = [];
  for (let from = 0; from < refs.length; from += AT_A_TIME) {
    answers.push(transaction.loadActions(refs.slice(from, from + AT_A_TIME)));
  }
  // Where one fails, so do those after it, and the first is the one to hear of.
  for (const answer of answers) answer.catch(() => {});
  let next = 0;
  for (const answer of answers) {
    for (const row of await answer) {
      const asked = missing[next++];
      asked?.book.load(asked.name, row && decodeAction(row));
    }
  }
}

/**
 * Loads the actions that lie between the parents that declarations name and the root, a level at a time, as far as it
 * isn't known that they lead there; and the parents that actions had before.
 */
async function loadParents(
  transaction: WriteTransaction,
  planned: readonly Planned[],
): Promise<void> {
  const seen = new Map<RunBook, Set<string>>();
  let level = planned.flatMap(firstParents);
  for (let walked = 0; level.length > 0 && walked < LONGEST_WALK; walked += 1) {
    await loadActions(transaction, level);
    level = level.flatMap(({ book, name }) => {
      const parent = book.get(name)?.metadata.parent ?? "";
      const names = seen.get(book) ?? new Set();
      seen.set(book, names);
      if (parent === "" || names.has(name) || book.anchors.has(name)) return [];
      names.add(name);
      return [{ book, name: parent }];
    });
  }
}

function firstParents({ book, plan }: Planned): { book: RunBook; name: string }[] {
  const parents = new Set<string>();
  for (const [name, named] of plan.parents) {
    const before = book.get(name)?.metadata.parent;
    for (const parent of named) {
      if (parent === "" || parent === before) continue;
      // An action that moves may take others with it, so that what they lead to is to be found out anew.
      if (before !== undefined) book.anchors.clear();
      if (before !== undefined && before !== "") parents.add(before);
      if (parent !== ROOT_ACTION) parents.add(parent);
    }
  }
  return [...parents].map((name) => ({ book, name }));
}

async function loadReports(
  transaction: WriteTransaction,
  planned: readonly Planned[],
): Promise<void> {
  const keys: { book: RunBook; key: string }[] = [];
  const refs: ReportRef[] = [];
  for (const { book, plan } of planned) {
    for (const { action, event } of plan.reports) {
      const state = book.get(action);
      if (state === undefined || !mayBeStored(state.record, event)) continue;
      keys.push({ book, key: reportKey(state.number, event) });
      const { attempt, phase, version } = event;
      refs.push({ runId: book.base.id, actionNumber: state.number, attempt, phase, version });
    }
  }
  if (refs.length === 0) return;
  const found = await transaction.loadReports(refs);
  for (const [index, { book, key }] of keys.entries()) {
    const bytes = found[index];
    if (bytes !== undefined) book.loadReport(key, bytes);
  }
}
