import type { RunIdentifier } from "@runledger/proto";

/** What became of an archive. */
export type ImportResult =
  | {
      readonly kind: "imported";
      readonly run: RunIdentifier;
      /** The revision that the run has come to. */
      readonly revision: number;
      readonly actions: number;
      readonly reports: number;
    }
  /** There is a run of this name. Nothing was written. */
  | { readonly kind: "exists"; readonly run: RunIdentifier; readonly message: string };
