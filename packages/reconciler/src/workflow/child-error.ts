import type { ActionDetails, ActionPhase } from "@runledger/proto";
import { actionPhaseLifecycle } from "@runledger/state";
import { TaskError } from "../task-error.ts";

/** What a step throws that has failed for good. */
export class ChildError extends TaskError {
  /** The name of the action. */
  readonly action: string;
  /** The phase that it ended in. */
  readonly phase: ActionPhase;
  /** The code of its own error. Empty: it has none. */
  readonly childCode: string;

  constructor({ attempts, id, status }: ActionDetails) {
    const phase = status?.phase ?? 0;
    const error = attempts.at(-1)?.error;
    const why = error === undefined ? "" : `: ${error.code}: ${error.message}`;
    super(`${id?.name ?? ""} ended ${actionPhaseLifecycle.of(phase)?.shortName ?? phase}${why}`, {
      code: "ChildFailed",
    });
    this.action = id?.name ?? "";
    this.phase = phase;
    this.childCode = error?.code ?? "";
  }
}
