import DataLoader from "dataloader";
import { create } from "@bufbuild/protobuf";
import type { Ledger } from "@runledger/ledger";
import {
  type ActionDetails,
  ActionIdentifierSchema,
  type ActionIdentifier,
  type Run,
  type RunDetails,
  type RunIdentifier,
  RunIdentifierSchema,
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

/** Makes the loaders of one operation. */
export function createLoaders(ledger: Ledger): Loaders {
  return {
    actionDetails: new DataLoader((ids) => ledger.getActionsDetails(ids), { cacheKeyFn: actionKey }),
    run: new DataLoader((ids) => Promise.all(ids.map((id) => ledger.getRun(id))), {
      cacheKeyFn: runKey,
    }),
    runDetails: new DataLoader((ids) => Promise.all(ids.map((id) => ledger.getRunDetails(id))), {
      cacheKeyFn: runKey,
    }),
  };
}
