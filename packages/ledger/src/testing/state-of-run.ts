import { ActionDetailsSchema, ErrorGroupSchema } from "@runledger/proto";
import { toJson } from "@bufbuild/protobuf";
import type { Store } from "@runledger/store";
import type { Ledger } from "../ledger.ts";
import { actionId, runId } from "./messages.ts";

/** All that a ledger knows of a run, without what depends on the order in which it was told: numbers and revisions. */
export async function stateOfRun(ledger: Ledger, store: Store, run: string): Promise<unknown> {
  const row = await store.getRun({ project: "project", domain: "test", name: run });
  const { items } = await ledger.listActions(runId(run), {
    sort: [{ column: "name", descending: false }],
  });
  const ids = items.map(({ id }) => actionId(run, id?.name ?? ""));
  const details = await ledger.getActionsDetails(ids);
  const groups = await ledger.errorGroups({ run: runId(run) });
  return {
    open: row?.openCount,
    count: row?.actionCount,
    settled: row?.settled,
    phase: row?.phase,
    // Of errors raised at the same time, the message of any may be shown.
    errors: groups.map((group) => toJson(ErrorGroupSchema, { ...group, message: "" })),
    actions: details.map((each) => {
      if (each?.status === undefined) throw new Error("an action is missing");
      const status = { ...each.status, revision: 0n };
      return toJson(ActionDetailsSchema, { ...each, id: undefined, status });
    }),
  };
}
