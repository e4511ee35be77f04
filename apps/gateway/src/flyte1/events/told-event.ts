import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { type ActionEvent, ActionEventSchema } from "@runledger/proto";
import type { ActionPhase, ExecutionError } from "@runledger/proto/core/v1";
import type { LiteralMap } from "@runledger/proto/flyteidl/core";
import { endsLastAttempt, type Flyte1Level, type Mapped, reportedAs } from "@runledger/state";
import { badInput } from "../../errors/bad-input.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { keepLiterals } from "../literals/read-literals.ts";

/** What the events of all three levels tell. */
export interface ToldEvent {
  readonly level: Flyte1Level;
  readonly phase: number;
  /** The phase as an action's; undefined: it is none. */
  readonly mapped: Mapped<ActionPhase> | undefined;
  readonly attempt: number;
  /** The version of what is told of the attempt in this phase. */
  readonly version: number;
  readonly producerId: string;
  readonly occurredAt?: Timestamp | undefined;
  readonly reportedAt?: Timestamp | undefined;
  readonly outputResult:
    | { readonly case: "outputUri"; readonly value: string }
    | { readonly case: "error"; readonly value: ExecutionError }
    | { readonly case: "outputData"; readonly value: LiteralMap }
    | { readonly case: undefined; readonly value?: undefined };
  readonly more?: MessageInitShape<typeof ActionEventSchema>;
}

/**
 * Says an event of Flyte 1's as a report. Outputs that come with it are kept where uploads lie.
 *
 * @throws GatewayError BAD_INPUT for a phase that is none
 */
export async function toReport(
  context: SurfaceContext,
  id: NonNullable<ActionEvent["id"]>,
  told: ToldEvent,
): Promise<ActionEvent> {
  const { level, phase, mapped, attempt, version, producerId, occurredAt, reportedAt } = told;
  if (mapped === undefined) {
    throw badInput(
      "event.phase",
      `event.phase is ${phase}, which is no phase of a ${level} execution.`,
    );
  }
  const outputUri = await outputsOf(context, id, told.outputResult);
  const { $typeName: _, outputs, ...more } = create(ActionEventSchema, told.more ?? {});
  return create(ActionEventSchema, {
    ...more,
    id,
    attempt,
    phase: mapped.phase,
    version,
    reportedAs: reportedAs(level, phase),
    lastAttempt: endsLastAttempt(level, phase),
    producer: producerId,
    ...(occurredAt && { updatedTime: occurredAt }),
    ...(reportedAt && { reportedTime: reportedAt }),
    ...(told.outputResult.case === "error" && { error: told.outputResult.value }),
    ...((outputUri !== "" || outputs) && {
      outputs: { outputUri, reportUri: outputs?.reportUri ?? "" },
    }),
  });
}

async function outputsOf(
  context: SurfaceContext,
  { run }: NonNullable<ActionEvent["id"]>,
  result: ToldEvent["outputResult"],
): Promise<string> {
  if (result.case === "outputUri") return result.value;
  if (result.case !== "outputData") return "";
  const { project = "", domain = "" } = run ?? {};
  return keepLiterals(context, { project, domain }, result.value);
}
