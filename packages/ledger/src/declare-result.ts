import type { RuleId } from "@runledger/state";

/** What became of the declaration of an action. */
export type DeclareResult =
  /** The action is declared by it. */
  | { readonly kind: "declared"; readonly revision: number }
  /** It was declared just so before. Nothing was written. */
  | { readonly kind: "same" }
  /** A rule refuses it. `message` says what is wrong and what would be right. */
  | { readonly kind: "refused"; readonly rule: RuleId; readonly message: string };
