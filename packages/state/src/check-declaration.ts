import type { ActionDeclaration, ActionMetadata } from "@runledger/proto/run/v1";
import { isRoot } from "./complete-metadata.ts";
import { ROOT_ACTION } from "./root.ts";
import type { RuleId } from "./rules.ts";

/** What is wrong with a declaration by itself. */
export interface DeclarationFlaw {
  readonly rule: RuleId;
  /** Says what, in a sentence that names the field and its value. */
  readonly problem: string;
}

/**
 * Finds what is wrong with a declaration by itself; undefined if nothing is. Whether its parents lead to the root can't be
 * told from one action alone.
 *
 * @param metadata the declaration's, completed
 */
export function checkDeclaration(
  { name, spec }: ActionDeclaration,
  metadata: ActionMetadata,
): DeclarationFlaw | undefined {
  const { parent } = metadata;
  if (isRoot(name)) {
    if (parent === "") return contradictionOf(spec, metadata);
    const problem = `metadata.parent: "${parent}" is given for the root action "${ROOT_ACTION}", which has none.`;
    return { rule: "RL305", problem };
  }
  if (parent === name) {
    return { rule: "RL305", problem: `metadata.parent: "${parent}" is the action itself.` };
  }
  return contradictionOf(spec, metadata);
}

function contradictionOf(
  spec: ActionDeclaration["spec"],
  metadata: ActionMetadata,
): DeclarationFlaw | undefined {
  if (spec.case === undefined || metadata.spec.case === spec.case) return undefined;
  const problem = `metadata.${metadata.spec.case} says something else than the spec, which is a ${spec.case}.`;
  return { rule: "RL306", problem };
}
