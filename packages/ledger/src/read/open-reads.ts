import type { Store } from "@runledger/store";
import type { LedgerReads } from "../ledger-reads.ts";
import type { LedgerLimits } from "../limits.ts";
import { toLedgerError } from "../to-ledger-error.ts";
import { errorGroups } from "./error-groups.ts";
import { getAction, getActionsDetails } from "./get-actions.ts";
import { getRun, getRunDetails } from "./get-run.ts";
import { countActions, listActions } from "./list-actions.ts";
import { listEvents } from "./list-events.ts";
import { listQuarantine } from "./list-quarantine.ts";
import { listRuns } from "./list-runs.ts";

/**
 * Opens what can be read of a ledger.
 *
 * @param checkOpen throws once the ledger is closed
 */
export function openReads(store: Store, limits: LedgerLimits, checkOpen: () => void): LedgerReads {
  const read = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      checkOpen();
      return await work();
    } catch (failure) {
      throw toLedgerError(failure);
    }
  };
  return {
    getRun: (run) => read(() => getRun(store, run)),
    getRunDetails: (run) => read(() => getRunDetails(store, run)),
    getAction: (action) => read(() => getAction(store, action)),
    getActionDetails: (action) => read(async () => (await getActionsDetails(store, [action]))[0]),
    getActionsDetails: (actions) => read(() => getActionsDetails(store, actions)),
    listRuns: (query = {}) => read(() => listRuns(store, limits, query)),
    listActions: (run, query = {}) => read(() => listActions(store, limits, run, query)),
    countActions: (run, query = {}) => read(() => countActions(store, run, query)),
    listEvents: (run, query = {}) => read(() => listEvents(store, limits, run, query)),
    listQuarantine: (query = {}) => read(() => listQuarantine(store, limits, query)),
    errorGroups: (query) => read(() => errorGroups(store, query)),
  };
}
