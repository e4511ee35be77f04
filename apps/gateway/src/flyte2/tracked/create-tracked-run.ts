import { create } from "@bufbuild/protobuf";
import {
  type EnrichedIdentity,
  type Run,
  RunDeclarationSchema,
  RunSource,
  RunSpecSchema,
} from "@runledger/proto";
import type { CreateTrackedRunRequest } from "@runledger/proto/flyteidl2/workflow";
import { ROOT_ACTION } from "@runledger/state";
import { GatewayError } from "../../errors/gateway-error.ts";
import { runIdOf } from "../run-id.ts";
import { longSpec, type RunTask, shortSpec } from "../run-task.ts";
import type { SurfaceContext } from "../surface-context.ts";

/**
 * Declares a run that happens elsewhere. The same again is a success, since clients send again what they got no answer to.
 *
 * @throws GatewayError ALREADY_EXISTS if the name is taken by another run, which changes nothing
 */
export async function createTrackedRun(
  { ledger, findTask }: SurfaceContext,
  request: CreateTrackedRunRequest,
  by?: EnrichedIdentity,
): Promise<{ run: Run }> {
  const { labels, offloadedInputData, runStartTime } = request;
  const task = await taskOf(request, findTask);
  const runSpec = request.runSpec ?? create(RunSpecSchema);
  const started = runStartTime ?? runSpec.runStartTime;
  const result = await ledger.createRun(
    create(RunDeclarationSchema, {
      id: runIdOf(request.id),
      labels: { ...runSpec.labels?.values, ...labels },
      runSpec: { ...runSpec, ...(started && { runStartTime: started }) },
      root: {
        name: ROOT_ACTION,
        metadata: {
          ...shortSpec(task),
          source: RunSource.TRACKED,
          ...(by && { executedBy: by }),
          ...(runSpec.relation && { relation: runSpec.relation }),
        },
        ...longSpec(task),
        inputUri: offloadedInputData?.uri ?? "",
        ...(runStartTime && { createdTime: runStartTime }),
      },
    }),
  );
  if (result.kind !== "taken") return { run: result.run };
  throw new GatewayError("ALREADY_EXISTS", result.message);
}

/** Finds out what the run is of. A task that isn't deployed here is known by its name all the same: it runs elsewhere. */
async function taskOf(
  { task }: CreateTrackedRunRequest,
  findTask: SurfaceContext["findTask"],
): Promise<RunTask> {
  if (task.case === "taskSpec") return { spec: task.value };
  if (task.case === undefined) return {};
  return { id: task.value, spec: await findTask?.(task.value) };
}
