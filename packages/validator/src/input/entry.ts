import type { ActionDeclaration, RunDeclaration, RunIdentifier } from "@runledger/proto/run/v1";
import type { Told } from "../stream/told.ts";

/** One record of a stream, decoded. */
export type Entry =
  | {
      readonly kind: "report";
      readonly told: Told;
      /** A field that the schema doesn't have. */ readonly unknown?: string;
    }
  | { readonly kind: "run"; readonly declaration: RunDeclaration }
  | {
      readonly kind: "action";
      readonly run: RunIdentifier;
      readonly declaration: ActionDeclaration;
    };
