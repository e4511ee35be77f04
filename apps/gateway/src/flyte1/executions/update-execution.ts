import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import {
  ExecutionSchema,
  ExecutionStateSchema,
  type ExecutionUpdateRequest,
} from "@runledger/proto/flyteidl/admin";
import { badInput } from "../../errors/bad-input.ts";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { runOf } from "./execution-id.ts";
import { changeExecution } from "./kept-executions.ts";
import { findExecution } from "./read-executions.ts";
import { toExecution } from "./to-execution.ts";

/**
 * Takes an execution out of use, or back. It stays as it is otherwise, and can be got by its name.
 *
 * @param now milliseconds since 1970
 */
export async function updateExecution(
  { ledger }: SurfaceContext,
  { id, state }: ExecutionUpdateRequest,
  now: number,
): Promise<void> {
  if (ExecutionStateSchema.value[state] === undefined) {
    const known = ExecutionStateSchema.values.map(({ name }) => name).join(" or ");
    throw badInput("state", `state is ${state}, and has to be ${known}.`);
  }
  const run = runOf(present(id));
  const { spec, closure } = toExecution(await findExecution(ledger, run));
  const told = create(ExecutionSchema, {
    ...(spec && { spec }),
    closure: {
      ...(closure?.workflowId && { workflowId: closure.workflowId }),
      stateChangeDetails: { state, occurredAt: timestampFromMs(now) },
    },
  });
  await changeExecution(ledger, run, told, state);
}
