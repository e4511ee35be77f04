import type { Operation } from "../client/gateway-client.ts";
import type { Field } from "../document/field.ts";

/** Which runs to delete. */
export interface PruneRunsVariables {
  /** As RFC 3339 writes it. */
  readonly unchangedSince: string;
  readonly project?: string;
  readonly domain?: string;
  readonly evenIfOpen: boolean;
  readonly dryRun: boolean;
  readonly first: number;
  readonly after?: string;
}

/** A run that was deleted, or would be. */
export interface PrunedRun {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  readonly revision: number;
  readonly actions: number;
  /** As RFC 3339 writes it. */
  readonly updatedTime: string;
}

/** What came of a page of runs. */
export interface PrunedPage {
  readonly runs: readonly PrunedRun[];
  readonly kept: number;
  /** Where to go on. Undefined: there are no more. */
  readonly after: string | undefined;
}

const maxText = 4096;

/** Deletes a page of runs by age. */
export const pruneRuns: Operation<PruneRunsVariables, PrunedPage> = {
  document: `mutation PruneRuns($input: PruneRunsInput!) {
  pruneRuns(input: $input) {
    runs { id { project domain name } revision actions updatedTime }
    kept after
  }
}`,
  variables: (input) => ({ input }),
  read: (data) => {
    const page = data.get("pruneRuns");
    const after = page.get("after");
    const runs = page.get("runs").elements()?.map(readRun);
    return (
      runs && {
        runs,
        kept: page.get("kept").number(0, Number.MAX_SAFE_INTEGER) ?? 0,
        after: after.isPresent ? after.string(maxText) : undefined,
      }
    );
  },
};

function readRun(run: Field): PrunedRun {
  const text = (field: Field): string => field.string(maxText) ?? "";
  const count = (field: Field): number => field.number(0, Number.MAX_SAFE_INTEGER) ?? 0;
  const id = run.get("id");
  return {
    project: text(id.get("project")),
    domain: text(id.get("domain")),
    name: text(id.get("name")),
    revision: count(run.get("revision")),
    actions: count(run.get("actions")),
    updatedTime: text(run.get("updatedTime")),
  };
}
