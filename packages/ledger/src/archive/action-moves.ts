import { type ActionPhase, type RecordedEvent, ReportOutcome } from "@runledger/proto";
import { absentPhase, actionPhaseLifecycle as lifecycle } from "@runledger/state";
import { notArchived } from "./not-archived.ts";

/** Where the reports of an action have moved it. */
interface Standing {
  readonly attempt: number;
  readonly phase: ActionPhase;
}

/**
 * Follows what moved the actions of a run, report by report, and refuses what the lifecycle doesn't lead to: what is imported
 * isn't folded again, so an archive that was tampered with must not bring in what no report could have.
 */
export class ActionMoves {
  readonly #standings = new Map<string, Standing>();

  /** @throws LedgerError of kind `invalid` */
  take(action: string, { event, outcome }: RecordedEvent): void {
    if (event === undefined || outcome !== ReportOutcome.MOVED) return;
    const { attempt, phase } = event;
    const before = this.#standings.get(action) ?? { attempt: 0, phase: absentPhase };
    if (!mayMove(before, { attempt, phase })) {
      const wrong =
        `moves it to ${lifecycle.of(phase)?.shortName ?? phase} in attempt ${attempt}, from ` +
        `${lifecycle.of(before.phase)?.shortName ?? before.phase} in attempt ${before.attempt}, and the lifecycle doesn't lead there.`;
      throw notArchived(`report on ${JSON.stringify(action)}`, wrong);
    }
    this.#standings.set(action, { attempt, phase });
  }

  /** Checks that an action is where its reports have moved it. @throws LedgerError of kind `invalid` */
  check(action: string, attempt: number, phase: ActionPhase): void {
    const known = this.#standings.get(action);
    if (known?.attempt === attempt && known.phase === phase) return;
    const told =
      known === undefined
        ? "nowhere"
        : `to ${lifecycle.of(known.phase)?.shortName} in attempt ${known.attempt}`;
    const wrong = `is ${lifecycle.of(phase)?.shortName ?? phase} in attempt ${attempt}, and its reports lead ${told}.`;
    throw notArchived(`action ${JSON.stringify(action)}`, wrong);
  }
}

function mayMove(from: Standing, to: Standing): boolean {
  if (!lifecycle.isKnown(to.phase) || lifecycle.isAbsent(to.phase)) return false;
  if (to.attempt > 1 && !lifecycle.canStartAttempt(to.phase)) return false;
  if (lifecycle.isAbsent(from.phase)) return true;
  if (to.attempt === from.attempt) return lifecycle.reachable(from.phase, to.phase);
  return to.attempt > from.attempt && lifecycle.mayRetry(from.phase);
}
