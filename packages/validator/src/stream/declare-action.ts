import { create } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { type ActionDeclaration, ActionDeclarationSchema } from "@runledger/proto/run/v1";
import { type RuleId, emptyRecord, foldDeclaration, queueingBudget } from "@runledger/state";
import { type ActionState, attemptOfKey, logKey, phaseOfKey, stride } from "./action-state.ts";
import type { JudgeOptions } from "./judge-options.ts";

/** How far up parents are followed in search of a ring. */
const deepest = 10_000;

/** What is wrong with a declaration. */
export interface DeclarationProblem {
  readonly rule: RuleId;
  readonly message: string;
}

/** Takes the declaration of an action. @returns what is wrong with it; undefined if it was taken, or is a repeat */
export function declareAction(
  state: ActionState,
  said: ActionDeclaration | undefined,
  options: JudgeOptions,
): DeclarationProblem | undefined {
  const declaration = { ...(said ?? create(ActionDeclarationSchema)), name: state.name };
  const { record, metadata } = state.declared ?? { record: emptyRecord(), metadata: undefined };
  const result = foldDeclaration(record, metadata, declaration, create(TimestampSchema));
  if (result.kind === "conflict") return result;
  if (result.kind === "same") return undefined;
  const { parent, maxAttempts, qualityOfService } = result.metadata;
  if (leadsBack(state, parent)) {
    const message = `metadata.parent: "${parent}" leads back to "${state.name}", and not to the root.`;
    return { rule: "RL305", message };
  }
  state.declared = { record: result.record, metadata: result.metadata };
  if (parent !== "") state.parent = parent;
  if (qualityOfService?.designation.case !== undefined) {
    const { seconds, nanos } = queueingBudget(qualityOfService);
    state.queueingBudget = Number(seconds) * 1000 + nanos / 1_000_000;
  }
  restand(state, maxAttempts || (options.maxAttempts ?? 0));
  return undefined;
}

/** Judges what was reported before by what is known now. What was taken stays taken. */
function restand(state: ActionState, maxAttempts: number): void {
  let standing = state.track.start(maxAttempts);
  for (let at = 0; at < state.log.length; at += stride) {
    const key = state.log[at + logKey] ?? 0;
    standing = standing.step(attemptOfKey(key), phaseOfKey(key)).next;
  }
  state.standing = standing;
}

function leadsBack(state: ActionState, parent: string): boolean {
  let name: string | undefined = parent;
  for (let steps = 0; name !== undefined && name !== "" && steps < deepest; steps++) {
    if (name === state.name) return true;
    name = state.run.actions.get(name)?.declared?.metadata.parent;
  }
  return false;
}
