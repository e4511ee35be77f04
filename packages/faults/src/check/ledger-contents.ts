import { type Ledger, openLedger } from "@runledger/ledger";
import {
  type ActionDetails,
  ActionIdentifierSchema,
  type ActionEvent,
  type Run,
  RunIdentifierSchema,
  type RunIdentifier,
} from "@runledger/proto";
import { create } from "@bufbuild/protobuf";
import { openStore } from "@runledger/store";
import { DOMAIN, PROJECT } from "../plan/plan-story.ts";

/** A report as the database has it. */
export interface StoredReport {
  readonly revision: number;
  readonly event: ActionEvent;
}

/** All that a database holds of a run. */
export interface RunContents {
  readonly run: Run;
  readonly actions: readonly ActionDetails[];
  /** In the order of their revisions, the ledger's own included. */
  readonly reports: readonly StoredReport[];
}

/** All that a database holds. */
export interface LedgerContents {
  /** Undefined: there is no such run. */
  readonly runs: ReadonlyMap<string, RunContents | undefined>;
  /** How many reports were refused. */
  readonly refused: number;
}

const PAGE = 500;

/** Reads what a database holds, with no gateway in between. Nobody else may have it open, if it is a file. */
export async function readContents(
  database: string,
  runs: readonly { readonly run: string; readonly domain?: string }[],
): Promise<LedgerContents> {
  const store = await openStore(database);
  const ledger = openLedger({ store });
  try {
    const contents = new Map<string, RunContents | undefined>();
    for (const each of runs) contents.set(each.run, await readRun(ledger, identify(each)));
    const { items } = await ledger.listQuarantine({ limit: 1 });
    return { runs: contents, refused: items.length };
  } finally {
    await ledger.close();
    await store.close();
  }
}

async function readRun(ledger: Ledger, id: RunIdentifier): Promise<RunContents | undefined> {
  const run = await ledger.getRun(id);
  if (run === undefined) return undefined;
  const reports: StoredReport[] = [];
  for (let hasMore = true, after = 0; hasMore;) {
    const page = await ledger.listEvents(id, { limit: PAGE, afterRevision: after });
    for (const { event, revision } of page.items) {
      if (event !== undefined) reports.push({ revision: Number(revision), event });
    }
    hasMore = page.hasMore;
    after = Number(page.items.at(-1)?.revision ?? after);
  }
  const names = new Set(reports.map(({ event }) => event.id?.name ?? ""));
  const ids = [...names].sort().map((name) => create(ActionIdentifierSchema, { run: id, name }));
  const actions = await ledger.getActionsDetails(ids);
  return { run, reports, actions: actions.filter((each) => each !== undefined) };
}

function identify({ domain = DOMAIN, run }: { run: string; domain?: string }): RunIdentifier {
  return create(RunIdentifierSchema, { project: PROJECT, domain, name: run });
}
