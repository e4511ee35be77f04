import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type {
  ActionDeclaration,
  ActionEvent,
  ActionIdentifier,
  ActionMetadata,
  ActionRecord,
  RunIdentifier,
} from "@runledger/proto/run/v1";
import type { DeclarationResult } from "./fold-declaration.ts";
import type { FoldResult } from "./fold-result.ts";

/** What is known of one action. */
export interface KnownAction {
  readonly id: ActionIdentifier;
  readonly record: ActionRecord;
  readonly metadata: ActionMetadata;
}

/** How a history treats reports that look like the ledger's own. */
export interface HistoryOptions {
  /** Takes them: the reports come from a ledger. By default they are refused: they come from producers. */
  readonly fromLedger?: boolean;
}

/**
 * Keeps runs in memory and folds reports over them as a ledger does, keys and bytes included, so that repeats and
 * conflicts are found without a store. For tests, tools and pages; it grows with every report.
 */
export class History {
  constructor(options?: HistoryOptions) {
    throw new Error(`not yet ${[options].length}`);
  }

  /** Folds a report. */
  record(event: ActionEvent): FoldResult {
    throw new Error(`not yet ${[event].length}`);
  }

  /** Folds a declaration. */
  declare(run: RunIdentifier, declaration: ActionDeclaration, time: Timestamp): DeclarationResult {
    throw new Error(`not yet ${[run, declaration, time].length}`);
  }

  /** Gets what is known of an action; undefined if nothing is. */
  get(id: ActionIdentifier): KnownAction | undefined {
    throw new Error(`not yet ${[id].length}`);
  }

  /** Lists what is known, in the order in which it was heard of. */
  actions(): IterableIterator<KnownAction> {
    throw new Error("not yet");
  }
}
