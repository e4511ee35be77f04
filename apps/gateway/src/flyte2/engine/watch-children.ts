import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type ActionIdentifier,
  ActionIdentifierSchema,
  type ActionDetails,
  type EnrichedAction,
} from "@runledger/proto";
import type { ActionUpdateSchema } from "@runledger/proto/flyteidl2/workflow";
import { isTerminal } from "@runledger/state";
import { present } from "../present.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { dataUris } from "../runs/get-details.ts";

type Update = MessageInitShape<typeof ActionUpdateSchema>;

/** What a parent is told: an action, or that all have been told as they were. */
export type ChildMessage =
  | { readonly case: "actionUpdate"; readonly value: Update }
  | { readonly case: "controlMessage"; readonly value: { readonly sentinel: true } };

/**
 * Watches the actions right below one: as they are, a sentinel, then each that has changed. Waits for a run that isn't known
 * yet, and ends once the run has settled.
 */
export async function* watchChildren(
  { ledger }: SurfaceContext,
  parent: ActionIdentifier,
  signal: AbortSignal,
): AsyncGenerator<{ message: ChildMessage }, void> {
  for await (const { frame } of ledger.watchActions(present(parent.run), { signal, wait: true })) {
    if (frame.case === "snapshotComplete") {
      yield { message: { case: "controlMessage", value: { sentinel: true } } };
    }
    if (frame.case !== "snapshot" && frame.case !== "changed") continue;
    const children = frame.value.actions.filter(
      ({ action }) => action?.metadata?.parent === parent.name,
    );
    const ended = children.filter(({ action }) => isTerminal(action?.status?.phase ?? 0));
    // What an action ended with stands in its details alone.
    const details = new Map(
      (await ledger.getActionsDetails(ended.map((child) => idOf(child)))).map((each) => [
        each?.id?.name,
        each,
      ]),
    );
    for (const child of children) {
      const value = toUpdate(child, details.get(child.action?.id?.name));
      yield { message: { case: "actionUpdate", value } };
    }
  }
}

function idOf({ action }: EnrichedAction): ActionIdentifier {
  return action?.id ?? create(ActionIdentifierSchema);
}

function toUpdate(child: EnrichedAction, details: ActionDetails | undefined): Update {
  const { error, errorInfo } = details?.attempts.at(-1) ?? {};
  const output = details?.result.case === "signalInfo" ? details.result.value.output : undefined;
  return {
    actionId: idOf(child),
    // As it is in the details, where those were read: they may be younger than the frame.
    phase: (details ?? child.action)?.status?.phase ?? 0,
    outputUri: details === undefined ? "" : dataUris(details).outputsUri,
    ...(error && { error }),
    ...(!error && errorInfo && { error: { message: errorInfo.message, kind: errorInfo.kind } }),
    ...(output && { value: output }),
  };
}
