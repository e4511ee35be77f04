import type { ActionDetails } from "@runledger/proto/run/v1";
import { isTerminal } from "../is-terminal.ts";
import { actionPhaseLifecycle } from "../lifecycles.ts";
import { absentPhase } from "../phases.ts";
import { reportedPhase } from "./reported-phase.ts";
import type { ExecutionView } from "./to-flyte1.ts";

/**
 * Says what Flyte 1's phases of an action follow from, but for what is below it.
 *
 * An action whose attempt has failed goes on where attempts remain, or where the report of the failure said that another
 * attempt follows; where nobody has said anything, it has ended.
 */
export function executionView({ status, metadata, attempts }: ActionDetails): ExecutionView {
  const phase = status?.phase ?? absentPhase;
  const last = attempts.at(-1);
  const ended =
    actionPhaseLifecycle.endsSubject(phase) ||
    status?.abort !== undefined ||
    last?.lastAttempt === true;
  const remaining = (metadata?.maxAttempts ?? 0) - (status?.attempts ?? 0);
  const retries =
    remaining > 0 ||
    (!metadata?.maxAttempts && reportedPhase("task", last?.reportedAs, phase) !== undefined);
  return {
    phase,
    final: isTerminal(phase) && (ended || !retries),
    abort: status?.abort?.state,
    reportedAs: last?.reportedAs,
  };
}
