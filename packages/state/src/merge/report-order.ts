import type { ActionEvent, ReportKey } from "@runledger/proto/run/v1";
import { actionPhaseLifecycle as lifecycle } from "../lifecycles.ts";

/**
 * Tells whether a report counts above the one that a detail comes from: its phase is further on in the lifecycle, or the
 * same in a higher version. No two reports of one attempt are equal in this, so a detail ends up the same in whatever
 * order they come.
 */
export function countsAbove(event: ActionEvent, source: ReportKey | undefined): boolean {
  if (source === undefined) return true;
  if (event.phase === source.phase) return event.version > source.version;
  return lifecycle.rank(event.phase) > lifecycle.rank(source.phase);
}

/** Makes the key by which a report is remembered as the source of a detail. */
export function reportKey(event: ActionEvent): ReportKey {
  return {
    $typeName: "runledger.run.v1.ReportKey",
    phase: event.phase,
    version: event.version,
  };
}
