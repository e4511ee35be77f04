import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { RECONCILED } from "@runledger/ledger";
import {
  type ActionDeclaration,
  ActionDeclarationSchema,
  type ActionIdentifier,
  type ConditionAction,
  type TaskAction,
  type TaskSpec,
  type TraceAction,
} from "@runledger/proto";
import type { Status } from "@runledger/proto/google/rpc";
import { present } from "../present.ts";
import { declaredStatus, success, toStatus } from "../reports/to-status.ts";
import { attemptsOf, longSpec, shortSpec } from "../run-task.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { traceReport } from "./trace-report.ts";

/** An action as the several services of an engine tell of it. */
export interface EngineAction {
  readonly actionId?: ActionIdentifier | undefined;
  readonly parent: string;
  readonly group: string;
  /** Who created it. */
  readonly subject: string;
  readonly inputUri: string;
  readonly runOutputBase?: string;
  readonly spec:
    | { readonly case: "task"; readonly value: TaskAction }
    | { readonly case: "trace"; readonly value: TraceAction }
    | { readonly case: "condition"; readonly value: ConditionAction }
    | { readonly case: undefined; readonly value?: undefined };
  readonly recoveredFrom?: ActionIdentifier | undefined;
}

/**
 * Declares an action. A trace is over by the time that it is told of, and is reported at once. The same again is a success;
 * another declaration of the name is refused, and the first stands.
 */
export async function declareAction(
  context: Pick<SurfaceContext, "ledger" | "isWorkedOn">,
  action: EngineAction,
): Promise<Status> {
  const { ledger } = context;
  const id = present(action.actionId);
  const declaration = toDeclaration(action);
  if (declaration.metadata !== undefined && (await isOurs(context, action))) {
    Object.assign(declaration.metadata, attemptsOf(taskOf(action)));
  }
  if (action.spec.case === "trace") {
    const event = traceReport(id, action.spec.value);
    const [result] = await ledger.record([{ event, declaration }]);
    const { declaration: declared } = present(result);
    const status = declared === undefined ? success : declaredStatus(declared);
    return status.code === 0 ? toStatus(present(result)) : status;
  }
  const [result] = await ledger.declareActions(present(id.run), [declaration]);
  return declaredStatus(present(result));
}

/** Whether Runledger's own workers do an action. */
async function isOurs(
  { ledger, isWorkedOn }: Pick<SurfaceContext, "ledger" | "isWorkedOn">,
  action: EngineAction,
): Promise<boolean> {
  const template = taskOf(action)?.taskTemplate;
  if (template?.metadata?.retries === undefined || !isWorkedOn(template.type)) return false;
  return (await ledger.getRun(present(action.actionId?.run)))?.engine === RECONCILED;
}

function taskOf({ spec }: EngineAction): TaskSpec | undefined {
  return spec.case === "task" ? spec.value.spec : undefined;
}

function toDeclaration(action: EngineAction): ActionDeclaration {
  const { actionId, parent, group, subject, inputUri, runOutputBase = "", recoveredFrom } = action;
  return create(ActionDeclarationSchema, {
    name: actionId?.name ?? "",
    inputUri,
    runOutputBase,
    ...longOf(action.spec),
    metadata: {
      parent,
      group,
      ...shortOf(action.spec),
      ...(recoveredFrom && { recoveredFrom }),
      ...(subject !== "" && {
        executedBy: { principal: { case: "user", value: { id: { subject } } } },
      }),
    },
  });
}

type Declared = MessageInitShape<typeof ActionDeclarationSchema>;

function longOf(spec: EngineAction["spec"]): Pick<Declared, "spec"> {
  switch (spec.case) {
    case "task":
      return longSpec(spec.value);
    case "trace":
      return { spec: { case: "trace", value: spec.value.spec ?? {} } };
    case "condition":
      return { spec };
    case undefined:
      return {};
  }
}

function shortOf(
  spec: EngineAction["spec"],
): Pick<NonNullable<Declared["metadata"]>, "spec" | "environmentName"> {
  switch (spec.case) {
    case "task":
      return shortSpec(spec.value);
    case "trace":
      return { spec: { case: "trace", value: { name: spec.value.name } } };
    // What it is at length says it in short.
    case "condition":
    case undefined:
      return {};
  }
}
