import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type {
  ActionDeclaration,
  ActionEvent,
  ActionMetadata,
  ActionRecord,
} from "@runledger/proto/run/v1";
import type { RuleId } from "./rules.ts";

/** What became of a declaration. */
export type DeclarationResult =
  | {
      /** It is news: store the record, the metadata, and those of the reports whose keys aren't stored yet. */
      readonly kind: "declared";
      readonly record: ActionRecord;
      /** What is known of the action, with what follows from the declaration filled in. */
      readonly metadata: ActionMetadata;
      /** The ledger's own reports: queued, and for a condition that it waits. Without ids. */
      readonly events: readonly ActionEvent[];
    }
  /** The action was declared so before. */
  | { readonly kind: "same" }
  /** It contradicts itself or what was declared before. */
  | { readonly kind: "conflict"; readonly rule: RuleId; readonly message: string };

/**
 * Folds a declaration over what is known of its action: nothing, or reports that came before it.
 *
 * @param time when the ledger was told: the queued time of a declaration that doesn't say one
 */
export function foldDeclaration(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  declaration: ActionDeclaration,
  time: Timestamp,
): DeclarationResult {
  throw new Error(`not yet ${[record, metadata, declaration, time].length}`);
}
