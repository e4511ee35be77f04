import { actionPhaseLifecycle, initialPhase, ROOT_ACTION } from "@runledger/state";
import type { ActionRow, EventRow, QuarantineRow, RunRow } from "../rows.ts";
import type { Changes, RunSeed, Store } from "../store.ts";

/** Text that a careless statement breaks on. */
export const AWKWARD = `'";--\\ %_*?[a]\u00e9\u{1f600}\nend`;

export const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** Names a run of the suite's project. */
export const seed = (name: string, more: Partial<RunSeed> = {}): RunSeed => ({
  project: "project",
  domain: "domain",
  name,
  org: "org",
  createdAt: 1,
  ...more,
});

/** Nothing to write. */
export const noChanges: Changes = { runs: [], actions: [], errors: [], events: [], quarantine: [] };

/** Makes an action's row: the root of its run where nothing else is said. */
export const actionRow = (more: Partial<ActionRow> & Pick<ActionRow, "runId">): ActionRow => ({
  number: 1,
  name: ROOT_ACTION,
  parent: "",
  group: "",
  type: 1,
  taskName: "task",
  taskType: "python",
  phase: initialPhase,
  attempt: 1,
  maxAttempts: 0,
  createdAt: 1,
  startedAt: null,
  endedAt: null,
  updatedAt: 1,
  errorKind: 0,
  errorCode: "",
  cacheStatus: 0,
  abortState: 0,
  abortDueAt: null,
  revision: 1,
  metadata: bytes(1),
  status: bytes(2),
  record: bytes(3),
  ...more,
});

export const eventRow = (more: Partial<EventRow> & Pick<EventRow, "runId">): EventRow => ({
  revision: 1,
  actionNumber: 1,
  actionName: ROOT_ACTION,
  attempt: 1,
  phase: initialPhase,
  version: 0,
  outcome: 1,
  producer: "suite",
  receivedAt: 1,
  event: bytes(4),
  ...more,
});

export const refusal = (more: Partial<QuarantineRow> = {}): Omit<QuarantineRow, "id"> => ({
  project: "project",
  domain: "domain",
  run: "run",
  action: ROOT_ACTION,
  attempt: 1,
  phase: 0,
  version: 0,
  outcome: 6,
  rule: "RL102",
  message: "no phase",
  fromPhase: 0,
  fromAttempt: 0,
  legal: [],
  producer: "suite",
  receivedAt: 1,
  event: bytes(5),
  ...more,
});

/**
 * Writes a run with actions, its root first, and returns its row. Actions are numbered from 1 and get that as their
 * revision, unless they say otherwise.
 */
export async function writeRun(
  store: Store,
  name: string,
  actions: readonly Partial<ActionRow>[] = [{}],
  run: Partial<RunRow> = {},
): Promise<RunRow> {
  return store.transact(async (transaction) => {
    const [locked] = await transaction.lockRuns([seed(name, run)]);
    if (locked === undefined) throw new Error("The store locked no run.");
    const rows = actions.map((action, i) =>
      actionRow({
        runId: locked.id,
        number: i + 1,
        revision: i + 1,
        name: i === 0 ? ROOT_ACTION : `action-${i}`,
        parent: i === 0 ? "" : ROOT_ACTION,
        ...action,
      }),
    );
    const written: RunRow = {
      ...locked,
      revision: Math.max(locked.revision, ...rows.map(({ revision }) => revision)),
      actionCount: rows.length,
      openCount: rows.filter(({ phase }) => !actionPhaseLifecycle.isTerminal(phase)).length,
      phase: rows[0]?.phase ?? locked.phase,
      ...run,
    };
    await transaction.write({ ...noChanges, runs: [written], actions: rows });
    return written;
  });
}
