import { type RunIdentifier, RunSource } from "@runledger/proto";
import type { RunCondition } from "../runs/watch-runs.ts";
import { runNotKnown } from "../not-known.ts";
import type { SurfaceContext } from "../surface-context.ts";

/** What runs have that happen elsewhere and are reported. */
export const tracked: RunCondition = {
  filter: [{ column: "source", condition: { kind: "in", values: [RunSource.TRACKED] } }],
  holds: (run) => run.action?.metadata?.source === RunSource.TRACKED,
};

/**
 * Sees to it that a run is a tracked one: what clients say of themselves is never taken for what a platform says.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function requireTracked({ ledger }: SurfaceContext, id: RunIdentifier): Promise<void> {
  const run = await ledger.getRun(id);
  if (run === undefined || !tracked.holds(run)) throw runNotKnown(id, "tracked run");
}
