import { create } from "@bufbuild/protobuf";
import { RECONCILED } from "@runledger/ledger";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import {
  type EnrichedIdentity,
  type Run,
  RunDeclarationSchema,
  RunSpecSchema,
} from "@runledger/proto";
import type { CreateRunRequest } from "@runledger/proto/flyteidl2/workflow";
import { ROOT_ACTION } from "@runledger/state";
import { GatewayError } from "../../errors/gateway-error.ts";
import { runIdOf } from "../run-id.ts";
import { inputsFile } from "../data/files.ts";
import { keepInputs } from "../data/upload-inputs.ts";
import { attemptsOf, longSpec, type RunTask, shortSpec } from "../run-task.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { taskNotKnown } from "../tasks/task-name.ts";

/**
 * Creates a run. Where workers do tasks of its type it is theirs; any other is left to whoever reports on it.
 *
 * @param now milliseconds since 1970
 * @param by who creates it, where that is known
 * @throws GatewayError ALREADY_EXISTS if the name is taken, which changes nothing; NOT_FOUND if the task isn't deployed
 */
export async function createRun(
  context: SurfaceContext,
  request: CreateRunRequest,
  now: number,
  by?: EnrichedIdentity,
): Promise<{ run: Run }> {
  const task = await taskOf(context, request);
  const isOurs = context.isWorkedOn(task.spec?.taskTemplate?.type ?? "");
  const runSpec = request.runSpec ?? create(RunSpecSchema);
  const runStartTime = request.runStartTime ?? runSpec.runStartTime ?? timestampFromMs(now);
  const result = await context.ledger.createRun(
    create(RunDeclarationSchema, {
      id: runIdOf(request.id),
      engine: isOurs ? RECONCILED : "",
      labels: { ...runSpec.labels?.values },
      runSpec: { ...runSpec, runStartTime },
      root: {
        name: ROOT_ACTION,
        metadata: {
          ...shortSpec(task),
          ...(isOurs && attemptsOf(task.spec)),
          source: request.source,
          ...(by && { executedBy: by }),
          ...(runSpec.relation && { relation: runSpec.relation }),
        },
        ...longSpec(task),
        inputUri: await inputUriOf(context, request),
      },
    }),
  );
  if (result.kind === "created") return { run: result.run };
  const { project, domain, name } = result.run.action?.id?.run ?? {};
  throw new GatewayError(
    "ALREADY_EXISTS",
    `There is a run ${project}/${domain}/${name} already, and it stays as it is. Take another name, or none.`,
  );
}

async function taskOf({ findTask }: SurfaceContext, { task }: CreateRunRequest): Promise<RunTask> {
  switch (task.case) {
    case "taskSpec":
      return { spec: task.value };
    case "taskId": {
      const spec = await findTask(task.value);
      if (spec !== undefined) return { id: task.value, spec };
      throw taskNotKnown(task.value);
    }
    case "triggerName":
      throw new GatewayError(
        "NOT_FOUND",
        `The trigger ${JSON.stringify(task.value.name)} isn't known: triggers aren't kept here.`,
      );
    case undefined:
      throw new GatewayError("BAD_INPUT", "task is missing.", { field: "task" });
  }
}

/** Says where the inputs lie; what came with the request is put where uploads lie. */
async function inputUriOf(
  context: SurfaceContext,
  { id, inputWrapper }: CreateRunRequest,
): Promise<string> {
  if (inputWrapper.case === "offloadedInputData") return inputsFile(inputWrapper.value.uri);
  if (inputWrapper.case === undefined || inputWrapper.value.literals.length === 0) return "";
  const { uri } = await keepInputs(context, runIdOf(id), inputWrapper.value);
  return inputsFile(uri);
}
