import { toJson } from "@bufbuild/protobuf";
import type { Report } from "@runledger/ledger";
import { type ActionDetails, ActionDetailsSchema } from "@runledger/proto";
import { History, detailsOf } from "@runledger/state";
import type { LedgerContents } from "./ledger-contents.ts";
import { expectEqual } from "./violation.ts";

/**
 * Checks that what a database says of each action is what the acknowledged reports come to when they are folded in memory,
 * in another order than they came in.
 *
 * @throws Violation
 */
export function checkFold(contents: LedgerContents, acknowledged: readonly Report[]): void {
  const history = new History();
  for (const { event, declaration } of acknowledged) {
    const run = event.id?.run;
    if (declaration !== undefined && run !== undefined) {
      history.declare(run, declaration, { $typeName: "google.protobuf.Timestamp", ...NEVER });
    }
    history.record(event);
  }
  const folded = new Map<string, ActionDetails>();
  for (const { id, metadata, record } of history.actions()) {
    folded.set(`${id.run?.name}/${id.name}`, detailsOf(id, metadata, record, 0n));
  }
  const held = new Map<string, ActionDetails>();
  for (const [run, each] of contents.runs) {
    for (const action of each?.actions ?? []) held.set(`${run}/${action.id?.name}`, action);
  }
  const invariant = "the database's actions are the fold of the acknowledged reports";
  expectEqual([...folded.keys()].sort(), [...held.keys()].sort(), {
    invariant,
    subject: "the names of the actions",
  });
  for (const [name, details] of folded) {
    expectEqual(plain(details), plain(held.get(name)), { invariant, subject: name });
  }
}

/** The stories tell all times themselves. */
const NEVER = { seconds: 0n, nanos: 0 };

/** Writes what is known of an action without what depends on the order in which it was told. */
function plain(details: ActionDetails | undefined): unknown {
  if (details === undefined) return undefined;
  const { status, ...told } = details;
  return toJson(ActionDetailsSchema, {
    ...told,
    ...(status !== undefined && { status: { ...status, revision: 0n } }),
  });
}
