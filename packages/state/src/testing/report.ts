import { type MessageInitShape, create } from "@bufbuild/protobuf";
import type { ActionPhase } from "@runledger/proto/core/v1";
import { type ActionEvent, ActionEventSchema } from "@runledger/proto/run/v1";

type Init = Omit<MessageInitShape<typeof ActionEventSchema>, "$typeName" | "phase">;

/** Makes a report on attempt 1 in version 0, unless it says otherwise. Its phase may be any number, as on the wire. */
export function report({ phase, ...init }: Init & { readonly phase: number }): ActionEvent {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- An open enum carries any number.
  return create(ActionEventSchema, { attempt: 1, ...init, phase: phase as ActionPhase });
}
