import { create, type DescEnum, type MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { ActionDeclarationSchema, type ActionEvent } from "@runledger/proto";
import { actionPhaseLifecycle } from "@runledger/state";
import { present } from "../../flyte2/present.ts";
import { toStatus, throwUnlessOk } from "../../flyte2/reports/to-status.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { alreadyEnded } from "../executions/terminate-execution.ts";

/** What an action that isn't known yet is declared with. */
export type Declared = MessageInitShape<typeof ActionDeclarationSchema>;

/**
 * Records a report. One that tells of the past is a success; one that is known already isn't new, as Flyte 1 has it.
 *
 * @param phases the phases of its level
 * @param phase the one that was told
 * @throws ConnectError ALREADY_EXISTS for a repeat; FAILED_PRECONDITION where the action has ended, with the reason as a
 * detail, or where a rule refuses it; INVALID_ARGUMENT where it is malformed
 */
export async function recordEvent(
  { ledger }: SurfaceContext,
  event: ActionEvent,
  declaration: Declared | undefined,
  phases: DescEnum,
  phase: number,
): Promise<void> {
  const declared = declaration && create(ActionDeclarationSchema, declaration);
  const [result] = await ledger.record([{ event, ...(declared && { declaration: declared }) }]);
  const told = present(result);
  const name = phases.value[phase]?.name ?? "";
  if (told.kind === "duplicate") {
    throw new ConnectError(`The phase ${name} was reported before, just so.`, Code.AlreadyExists);
  }
  if (told.kind === "rejected" && actionPhaseLifecycle.isTerminal(told.from)) {
    const current = actionPhaseLifecycle.of(told.from)?.shortName;
    throw alreadyEnded(`${told.rule}: ${told.message}`, current);
  }
  throwUnlessOk(toStatus(told));
}
