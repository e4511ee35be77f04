import { create, fromBinary } from "@bufbuild/protobuf";
import type { Ledger } from "@runledger/ledger";
import {
  ActionIdentifierSchema,
  ActionMetadataSchema,
  ActionRecordSchema,
  WorkRecordSchema,
} from "@runledger/proto";
import { isTerminal } from "@runledger/state";
import type { ClaimedWork, Store } from "@runledger/store";
import type { Leased, WorkBook } from "./work-book.ts";

/** Leases work in a database that is open in this process. */
export function storeBook(store: Store, ledger: Pick<Ledger, "advance">): WorkBook {
  return {
    claim: ({ lease, now, owner }, wanted) =>
      store.transact(async (transaction) => {
        const claimed: Leased[] = [];
        for (const each of wanted) {
          const work = await transaction.claimWork({ ...each, owner, now, until: now + lease });
          claimed.push(...work.map(toLeased));
        }
        return claimed;
      }),
    renew: ({ lease, now, owner }, leases) =>
      store.transact((transaction) => transaction.renewWork(owner, now + lease, leases)),
    async read({ action, runId }) {
      const { domain = "", name = "", project = "" } = action.run ?? {};
      const [row, runRow] = await Promise.all([
        store.getAction({ runId, name: action.name }),
        store.getRun({ project, domain, name }),
      ]);
      if (row === undefined || runRow === undefined) return undefined;
      return {
        record: fromBinary(ActionRecordSchema, row.record),
        metadata: fromBinary(ActionMetadataSchema, row.metadata),
        revision: row.revision,
        runEnded: isTerminal(runRow.phase),
      };
    },
    async advance(step) {
      const [result] = await ledger.advance([step]);
      if (result === undefined) throw new Error("The ledger has not answered.");
      return result;
    },
  };
}

/** Reads work that was leased. */
export function toLeased(work: ClaimedWork): Leased {
  const { action, actionNumber, domain, fence, org, project, record, run, runId, taskType } = work;
  const { actionMetadata, actionRecord, actionRevision, runPhase } = work;
  return {
    runId,
    actionNumber,
    fence,
    taskType,
    action: create(ActionIdentifierSchema, {
      run: { org, project, domain, name: run },
      name: action,
    }),
    record: fromBinary(WorkRecordSchema, record),
    known: {
      record: fromBinary(ActionRecordSchema, actionRecord),
      metadata: fromBinary(ActionMetadataSchema, actionMetadata),
      revision: actionRevision,
      runEnded: isTerminal(runPhase),
    },
  };
}
