import type { Clock } from "@runledger/ledger";
import type { StepsLedger } from "./steps-ledger.ts";
import type { Work } from "../plugin.ts";
import { LiveFlow } from "./live-flow.ts";
import { Steps } from "./steps.ts";
import { Tracer } from "./tracer.ts";

/** What a workflow's function runs in. */
export interface StepsContext {
  readonly ledger: StepsLedger;
  readonly clock: Clock;
  /** See `WorkflowPluginsOptions`. */
  readonly patience: number;
  readonly signal: AbortSignal;
  /** The workflow's own action. */
  readonly work: Pick<Work, "action" | "files" | "folder">;
}

/**
 * Runs a workflow's function over its steps. When it has ended, what it hasn't waited for is aborted.
 *
 * @throws NondeterminismError if it asks for something else than it did before
 */
export async function runSteps<Output>(
  { work, ...context }: StepsContext,
  run: (flow: LiveFlow) => Promise<Output> | Output,
): Promise<Output> {
  const { clock, ledger, signal } = context;
  const { name: parent, run: id } = work.action;
  if (id === undefined) throw new Error("The action has no run.");
  const steps = new Steps({ ...context, run: id, parent });
  await steps.open();
  const tracer = new Tracer({ ledger, clock, run: id, work });
  let hasReturned = false;
  try {
    const output = await run(new LiveFlow({ steps, tracer, parent, signal, files: work.files }));
    hasReturned = true;
    return output;
  } finally {
    await steps.abort("The workflow ended without waiting for it.");
    await steps.close(hasReturned);
  }
}
