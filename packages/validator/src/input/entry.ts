import type { ActionDeclaration, RunDeclaration, RunIdentifier } from "@runledger/proto/run/v1";
import type { Told } from "../stream/told.ts";

/** One record of a stream, decoded. */
export type Entry =
  | {
      readonly kind: "report";
      readonly told: Told;
      /** A field that the schema doesn't have. */ readonly unknown?: string;
      /** Whether it comes from a ledger's archive: the ledger's own reports are in their place then. */
      readonly isRecorded?: true;
    }
  | { readonly kind: "run"; readonly declaration: RunDeclaration }
  | {
      readonly kind: "action";
      readonly run: RunIdentifier;
      readonly declaration: ActionDeclaration;
      /** Likewise. */
      readonly isRecorded?: true;
    }
  /** Part of an archive that says nothing of the story. */
  | { readonly kind: "other" };
