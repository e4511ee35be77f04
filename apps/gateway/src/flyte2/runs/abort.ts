import { create } from "@bufbuild/protobuf";
import type { HandlerContext } from "@connectrpc/connect";
import type { AbortResult } from "@runledger/ledger";
import {
  AbortInfoSchema,
  type ActionIdentifier,
  type EnrichedIdentity,
  type RunIdentifier,
} from "@runledger/proto";
import type { SurfaceContext } from "../surface-context.ts";

/** The header that says what became of an abort, since Flyte's responses are empty. */
const abortHeader = "runledger-abort";

const outcomes: Readonly<Record<AbortResult["kind"], string>> = {
  aborted: "aborted",
  requestedBefore: "requested-before",
  ended: "ended",
};

/** Aborts a run. One that has ended stays as it is, which is a success. */
export async function abortRun(
  { ledger }: SurfaceContext,
  run: RunIdentifier,
  reason: string | undefined,
  call: HandlerContext,
): Promise<object> {
  const result = await ledger.abortRun(run, create(AbortInfoSchema, { reason: reason ?? "" }));
  return tell(result, call);
}

/** Aborts an action and what is below it. What has ended stays as it is, which is a success. */
export async function abortAction(
  { ledger }: SurfaceContext,
  action: ActionIdentifier,
  reason: string | undefined,
  call: HandlerContext,
  abortedBy?: EnrichedIdentity,
): Promise<object> {
  const info = create(AbortInfoSchema, { reason: reason ?? "", ...(abortedBy && { abortedBy }) });
  return tell(await ledger.abortAction(action, info), call);
}

function tell({ kind }: AbortResult, { responseHeader }: HandlerContext): object {
  responseHeader.set(abortHeader, outcomes[kind]);
  return {};
}
