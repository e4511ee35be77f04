import { create } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import {
  ActionDeclarationSchema,
  type ActionDetails,
  type ActionIdentifier,
  ActionIdentifierSchema,
  ActionType,
  LiteralSchema as OurLiteralSchema,
  LiteralTypeSchema as OurTypeSchema,
} from "@runledger/proto";
import { type Signal, SignalSchema } from "@runledger/proto/flyteidl/admin";
import {
  LiteralSchema,
  LiteralTypeSchema,
  type SignalIdentifier,
} from "@runledger/proto/flyteidl/core";
import type { SignalService } from "@runledger/proto/flyteidl/service";
import { ROOT_ACTION } from "@runledger/state";
import { badInput } from "../../errors/bad-input.ts";
import { runNotKnown } from "../../flyte2/not-known.ts";
import { present } from "../../flyte2/present.ts";
import { declaredStatus, throwUnlessOk } from "../../flyte2/reports/to-status.ts";
import { signalCondition } from "../../flyte2/runs/signal-condition.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { executionOf, runOf } from "../executions/execution-id.ts";
import { readPage } from "../lists/read-page.ts";
import { sameWire } from "../same-wire.ts";

/** Serves signals: conditions of a run, each an action that bears the signal's name. */
export function signalService(context: SurfaceContext): ServiceImpl<typeof SignalService> {
  const { ledger } = context;
  return {
    async getOrCreateSignal({ id, type }) {
      const action = actionOf(present(id));
      const run = present(action.run);
      if ((await ledger.getRun(run)) === undefined) throw runNotKnown(run);
      const before = await ledger.getActionDetails(action);
      if (before !== undefined) return toSignal(before);
      const declaration = create(ActionDeclarationSchema, {
        name: action.name,
        metadata: { parent: ROOT_ACTION },
        spec: {
          case: "condition",
          value: {
            name: action.name,
            ...(type && { type: sameWire(LiteralTypeSchema, OurTypeSchema, type) }),
          },
        },
      });
      const [result] = await ledger.declareActions(run, [declaration]);
      throwUnlessOk(declaredStatus(present(result)));
      return toSignal(present(await ledger.getActionDetails(action)));
    },
    async listSignals({ workflowExecutionId, limit, token, filters, sortBy }) {
      if (filters !== "") throw badInput("filters", "filters: signals have none. Leave it out.");
      if (sortBy !== undefined)
        throw badInput("sort_by", "sort_by: signals come as they were created. Leave it out.");
      const run = runOf(present(workflowExecutionId), "workflow_execution_id");
      const type = { kind: "in", values: [ActionType.CONDITION] } as const;
      const page = await readPage({ limit, token }, ledger.limits.pageSize, (part) =>
        ledger.listActions(run, { filter: [{ column: "type", condition: type }], ...part }),
      );
      const found = await ledger.getActionsDetails(page.items.map(({ id }) => present(id)));
      const signals = found.flatMap((each) => (each === undefined ? [] : [toSignal(each)]));
      return { signals, token: page.token };
    },
    async setSignal({ id, value }) {
      const literal = sameWire(LiteralSchema, OurLiteralSchema, present(value));
      await signalCondition(context, actionOf(present(id)), literal);
      return {};
    },
  };
}

function actionOf({ signalId, executionId }: SignalIdentifier): ActionIdentifier {
  if (signalId === "") throw badInput("id.signal_id", "id.signal_id is missing.");
  const run = runOf(present(executionId), "id.execution_id");
  return create(ActionIdentifierSchema, { run, name: signalId });
}

function toSignal({ id, spec, result }: ActionDetails): Signal {
  const type = spec.case === "condition" ? spec.value.type : undefined;
  const value = result.case === "signalInfo" ? result.value.output : undefined;
  return create(SignalSchema, {
    id: { signalId: id?.name ?? "", executionId: executionOf(present(id?.run)) },
    ...(type && { type: sameWire(OurTypeSchema, LiteralTypeSchema, type) }),
    ...(value && { value: sameWire(OurLiteralSchema, LiteralSchema, value) }),
  });
}
