import type { Clock } from "@runledger/ledger";
import type { StepsLedger } from "./steps-ledger.ts";
import type { ActionDetails } from "@runledger/proto";
import type { Work } from "../plugin.ts";
import { valueOf } from "./answers.ts";
import { LiveFlow } from "./live-flow.ts";
import type { StepValue } from "./ended-steps.ts";
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
  readonly work: Pick<Work, "action" | "files" | "folder" | "spec">;
}

/**
 * Runs a workflow's function over its steps. When it has ended, what it hasn't waited for is aborted.
 *
 * @throws NondeterminismError if it asks for something else than it did before
 */
export async function runSteps<Output>(
  { work, ...rest }: StepsContext,
  run: (flow: LiveFlow) => Promise<Output> | Output,
): Promise<Output> {
  const { clock, ledger, signal } = rest;
  const { name: parent, run: id } = work.action;
  if (id === undefined) throw new Error("The action has no run.");
  const read = (details: ActionDetails): Promise<StepValue> => valueOf(work.files, details);
  const steps = new Steps({ ...rest, run: id, parent, read });
  await steps.open();
  const tracer = new Tracer({ ledger, clock, run: id, work });
  let hasReturned = false;
  try {
    const depth = depthOf(work);
    const context = { steps, tracer, parent, signal, depth };
    const output = await run(new LiveFlow(context));
    hasReturned = true;
    return output;
  } finally {
    await steps.abort("The workflow ended without waiting for it.");
    await steps.close(hasReturned);
  }
}

/** Who declares a workflow says how deep it stands; a root doesn't. */
function depthOf({ spec }: Pick<Work, "spec">): number {
  const depth = spec.taskTemplate?.custom?.["depth"];
  return typeof depth === "number" ? depth : 0;
}
