import { create, fromBinary } from "@bufbuild/protobuf";
import { ActionEventSchema, ActionIdentifierSchema } from "@runledger/proto";
import type { Report } from "@runledger/ledger";
import { type Batch, story, synthesizeChanges } from "../store/synthesize-changes.ts";

/** How reports come. */
export interface Load {
  /** Reports in a batch. */
  readonly batch: number;
  /** Programs that send a batch each, and the next one once that is answered. */
  readonly producers: number;
  /** Runs that the reports are on, in turn. */
  readonly runs: number;
}

/** A batch, as the rows that come of it and as the reports that it is of. */
export interface LoadBatch extends Batch {
  readonly reports: readonly Report[];
}

/** How many reports are sent, about: a batch for every producer at least, and no more than take a few seconds. */
function reportsOf({ batch, producers }: Load): number {
  if (batch === 1) return producers === 1 ? 300 : producers * 60;
  return Math.max(batch * producers, batch === 100 ? 6000 : 10_000);
}

/** Makes what is sent, in the order in which it is sent. */
export function workloadOf(load: Load): LoadBatch[] {
  const { batch, runs } = load;
  const actions = Math.max(1, Math.ceil(reportsOf(load) / story().length / runs));
  return [...synthesizeChanges({ runs, actions, batch })].map((each) => ({
    ...each,
    reports: each.changes.events.map((event): Report => {
      const run = each.keys[0];
      const message = fromBinary(ActionEventSchema, event.event);
      message.id = create(ActionIdentifierSchema, {
        name: event.actionName,
        run: { project: run?.project ?? "", domain: run?.domain ?? "", name: `run-${event.runId}` },
      });
      return { event: message };
    }),
  }));
}
