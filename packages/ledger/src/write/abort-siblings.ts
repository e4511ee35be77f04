import { create, fromBinary } from "@bufbuild/protobuf";
import { AbortInfoSchema, ChildFailure, RunSpecSchema } from "@runledger/proto";
import { isFinal, outcomeOf, phaseOf } from "@runledger/state";
import { siblingsToAbort } from "@runledger/state/reconcile";
import { abortActions } from "./abort-actions.ts";
import type { ActionState } from "./action-state.ts";
import type { RunBook } from "./run-book.ts";
import { subtreesOf } from "./subtree.ts";
import type { Workbook } from "./workbook.ts";

/** Aborts the actions beside one that has failed for good, with all below them, where their run fails fast. */
export async function abortSiblings(
  book: Workbook,
  run: RunBook,
  { metadata, name, record }: ActionState,
): Promise<void> {
  const { parent } = metadata;
  if (parent === "" || outcomeOf(phaseOf(record)) !== "failure" || !isFinal(record, metadata))
    return;
  const { childFailure } = fromBinary(RunSpecSchema, run.base.spec);
  if (childFailure !== ChildFailure.FAIL_FAST) return;
  await book.loadUnfinished(run);
  const children = [...run.used()]
    .filter((each) => each.metadata.parent === parent)
    .map((each) => ({
      name: each.name,
      phase: phaseOf(each.record),
      final: isFinal(each.record, each.metadata),
    }));
  const names = new Set(siblingsToAbort("fail-fast", children));
  const tops = [...run.used()].filter((each) => names.has(each.name));
  if (tops.length === 0) return;
  const reason = `"${name}" has failed, and the run fails fast.`;
  const actions = await subtreesOf(book, run, tops);
  await abortActions(run, actions, create(AbortInfoSchema, { reason }), book.now);
}
