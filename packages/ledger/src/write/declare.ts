import type { ActionDeclaration } from "@runledger/proto";
import { ROOT_ACTION, emptyRecord, foldDeclaration } from "@runledger/state";
import type { DeclareResult } from "../declare-result.ts";
import { toTimestamp } from "../times.ts";
import { tellRefusal } from "../validate/refusal.ts";
import { ensureRoot } from "./ensure-root.ts";
import { makesRing } from "./ring.ts";
import { queueWork } from "./queue-work.ts";
import type { RunBook } from "./run-book.ts";
import { storeOwn } from "./store-own.ts";

/**
 * Declares an action of a locked run.
 *
 * @param now when the ledger was told, in microseconds since 1970
 */
export function declare(book: RunBook, declaration: ActionDeclaration, now: number): DeclareResult {
  const { name } = declaration;
  const known = book.get(name);
  if (known === undefined && name !== ROOT_ACTION && book.isAborted()) {
    const message = tellRefusal("RL401", `name: "${name}" isn't known, and its run was aborted.`);
    return { kind: "refused", rule: "RL401", message };
  }
  const before = known?.record ?? emptyRecord();
  const folded = foldDeclaration(before, known?.metadata, declaration, toTimestamp(now));
  if (folded.kind === "conflict") return { ...folded, kind: "refused" };
  if (folded.kind === "same") return folded;
  const { events, metadata, record } = folded;
  if (makesRing(book, name, metadata.parent)) return refuseRing(name, metadata.parent);
  if (name !== ROOT_ACTION) ensureRoot(book);
  if (known !== undefined) leaveParent(book, known.metadata.parent, metadata.parent);
  storeOwn(book, name, events, { record, metadata });
  queueWork(book, name, now);
  return { kind: "declared", revision: book.revision };
}

/** Judges a declaration of which nothing was stored because it contradicts itself. */
export function declareNothing(declaration: ActionDeclaration): DeclareResult {
  const folded = foldDeclaration(emptyRecord(), undefined, declaration, toTimestamp(0));
  if (folded.kind === "conflict") return { ...folded, kind: "refused" };
  throw new Error(`The declaration of "${declaration.name}" is sound, and its run wasn't created`);
}

function refuseRing(name: string, parent: string): DeclareResult {
  const problem = `metadata.parent: "${parent}" is below "${name}" itself.`;
  return { kind: "refused", rule: "RL305", message: tellRefusal("RL305", problem) };
}

/**
 * Moves an action to another parent. The old parent gets a revision too: its counts change, and a watch that resumes from
 * before on a fresh view could not know whom they changed for.
 */
function leaveParent(book: RunBook, before: string, now: string): void {
  if (before === now) return;
  book.anchors.clear();
  if (book.get(before) !== undefined) book.change(before, {});
}
