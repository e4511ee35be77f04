import { toJson } from "@bufbuild/protobuf";
import type { Report } from "@runledger/ledger";
import { ActionDeclarationSchema, ActionEventSchema, ActionTypeSchema } from "@runledger/proto";
import { actionPhaseLifecycle as lifecycle } from "@runledger/state";

/** Writes a report as GraphQL takes it: protobuf's JSON, with enum values by their short names. */
export function writeInput({ event, declaration }: Report): Readonly<Record<string, unknown>> {
  const told = toJson(ActionEventSchema, event) as Record<string, unknown>;
  const written = { event: { ...told, phase: lifecycle.of(event.phase)?.shortName } };
  if (declaration === undefined) return written;
  const { metadata, ...declared } = toJson(ActionDeclarationSchema, declaration) as {
    readonly metadata: object;
  };
  const type = ActionTypeSchema.value[declaration.metadata?.actionType ?? 0];
  const actionType = type?.name.slice("ACTION_TYPE_".length);
  return { ...written, declaration: { ...declared, metadata: { ...metadata, actionType } } };
}
