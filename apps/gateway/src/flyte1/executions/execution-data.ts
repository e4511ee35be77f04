import { create } from "@bufbuild/protobuf";
import type { ActionAttempt, ActionDetails } from "@runledger/proto";
import {
  type WorkflowExecutionGetDataResponse,
  WorkflowExecutionGetDataResponseSchema,
} from "@runledger/proto/flyteidl/admin";
import type { LiteralMap } from "@runledger/proto/flyteidl/core";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { readLiterals } from "../literals/read-literals.ts";
import { attemptResult } from "../nodes/attempt-result.ts";

/** The inputs and outputs of one of Flyte 1's levels. Where this gateway doesn't keep them, only their address. */
export interface LevelData {
  readonly inputs: { readonly url: string; readonly bytes: bigint };
  readonly outputs: { readonly url: string; readonly bytes: bigint };
  readonly fullInputs?: LiteralMap;
  readonly fullOutputs?: LiteralMap;
}

/** Reads what an action took, and what one of its attempts gave. The last one, where nobody says which. */
export async function levelData(
  context: SurfaceContext,
  { inputUri, attempts }: ActionDetails,
  attempt: ActionAttempt | undefined = attempts.at(-1),
): Promise<LevelData> {
  const result = attemptResult(attempt);
  const [inputs, outputs] = await Promise.all([
    readLiterals(context, inputUri),
    readLiterals(context, result?.case === "outputUri" ? result.value : ""),
  ]);
  return {
    inputs: { url: inputs.url, bytes: inputs.bytes },
    outputs: { url: outputs.url, bytes: outputs.bytes },
    ...(inputs.literals && { fullInputs: inputs.literals }),
    ...(outputs.literals && { fullOutputs: outputs.literals }),
  };
}

/** Reads what an execution took and gave. */
export async function executionData(
  context: SurfaceContext,
  root: ActionDetails,
): Promise<WorkflowExecutionGetDataResponse> {
  return create(WorkflowExecutionGetDataResponseSchema, await levelData(context, root));
}
