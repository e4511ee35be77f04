import { ActionPhase } from "@runledger/proto";
import { actionPhaseLifecycle, outcomeOf } from "@runledger/state";
import type { Details } from "./story.ts";

/** Reports something of an enclosing action. */
export type Tell = (phase: ActionPhase, details: Details) => void;

/**
 * An action that holds others and does nothing itself: the root, or a group. It is queued when the first of them is,
 * runs when the first of them is at work, and ends when the last one has ended, as well as the worst of them.
 */
export class EnclosingAction {
  readonly #tell: Tell;
  #unfinished: number;
  #isQueued = false;
  #isRunning = false;
  readonly #failed: string[] = [];
  #hasAborted = false;

  /** @param members how many actions it holds, at least one */
  constructor(members: number, tell: Tell) {
    this.#unfinished = members;
    this.#tell = tell;
  }

  /** Hears what happens to a member, before that is told itself. */
  before(phase: ActionPhase): void {
    if (!this.#isQueued) this.#tell(ActionPhase.QUEUED, {});
    this.#isQueued = true;
    if (!this.#isRunning && actionPhaseLifecycle.of(phase)?.role === "active") {
      this.#isRunning = true;
      this.#tell(ActionPhase.RUNNING, {});
    }
  }

  /**
   * Hears, after it has been told itself, that a member has ended for good.
   *
   * @returns the phase that this action has ended in with it; undefined while others have not ended
   */
  after(member: string, phase: ActionPhase): ActionPhase | undefined {
    const outcome = outcomeOf(phase);
    if (outcome === "failure") this.#failed.push(member);
    if (outcome === "aborted") this.#hasAborted = true;
    this.#unfinished -= 1;
    return this.#unfinished === 0 ? this.#end() : undefined;
  }

  #end(): ActionPhase {
    if (this.#failed.length > 0) {
      const names = this.#failed.slice(0, 5).join(", ") + (this.#failed.length > 5 ? ", …" : "");
      const message = `${this.#failed.length === 1 ? "1 action" : `${this.#failed.length} actions`} below did not succeed: ${names}`;
      this.#tell(ActionPhase.FAILED, { error: { code: "ActionBelowFailed", message } });
      return ActionPhase.FAILED;
    }
    const phase = this.#hasAborted ? ActionPhase.ABORTED : ActionPhase.SUCCEEDED;
    this.#tell(phase, {});
    return phase;
  }
}
