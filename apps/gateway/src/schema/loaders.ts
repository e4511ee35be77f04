import DataLoader from "dataloader";
import type { Ledger } from "@runledger/ledger";
import type {
  ActionDetails,
  ActionIdentifier,
  Run,
  RunDetails,
  RunIdentifier,
} from "@runledger/proto";
import { actionKey, runKey } from "./keys.ts";

/**
 * Gathers what the resolvers of one operation ask for row by row, so that the ledger is asked once. What was read is kept
 * for as long as the operation lasts, so that one answer doesn't tell two stories.
 */
export interface Loaders {
  readonly actionDetails: DataLoader<ActionIdentifier, ActionDetails | undefined, string>;
  readonly run: DataLoader<RunIdentifier, Run | undefined, string>;
  readonly runDetails: DataLoader<RunIdentifier, RunDetails | undefined, string>;
}

/** Makes the loaders of one operation, each when it is first asked for: most operations need none. */
export function createLoaders(ledger: Ledger): Loaders {
  const made: Partial<{ -readonly [Name in keyof Loaders]: Loaders[Name] }> = {};
  return {
    get actionDetails() {
      return (made.actionDetails ??= new DataLoader((ids) => ledger.getActionsDetails(ids), {
        cacheKeyFn: actionKey,
      }));
    },
    get run() {
      return (made.run ??= new DataLoader(
        (ids) => Promise.all(ids.map((id) => ledger.getRun(id))),
        {
          cacheKeyFn: runKey,
        },
      ));
    },
    get runDetails() {
      return (made.runDetails ??= new DataLoader(
        (ids) => Promise.all(ids.map((id) => ledger.getRunDetails(id))),
        { cacheKeyFn: runKey },
      ));
    },
  };
}
