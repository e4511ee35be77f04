import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import {
  type InternalRunService,
  type RecordActionEventRequest,
  RecordActionEventRequestSchema,
  type RecordActionEventResponseSchema,
  type RecordActionRequest,
  RecordActionRequestSchema,
  type RecordActionResponseSchema,
  type UpdateActionStatusRequest,
  UpdateActionStatusRequestSchema,
  type UpdateActionStatusResponseSchema,
} from "@runledger/proto/flyteidl2/workflow";
import { present } from "../present.ts";
import { toStatus } from "../reports/to-status.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { answerInOrder } from "./answer-in-order.ts";
import { declareAction } from "./declare-action.ts";
import { gatherReports } from "./gather-reports.ts";
import { judged } from "./judged.ts";
import { recordEvents } from "./record-events.ts";
import { updateStatus } from "./update-status.ts";

/** Takes what an engine tells of the actions of a run. Whatever becomes of one item stands in its status. */
export function internalRunService(
  context: SurfaceContext,
): ServiceImpl<typeof InternalRunService> {
  const { ledger } = context;
  const record = gatherReports(ledger);
  const recordAction = async (
    request: RecordActionRequest | undefined,
  ): Promise<MessageInitShape<typeof RecordActionResponseSchema>> => ({
    ...named(request?.actionId),
    status: await judged(RecordActionRequestSchema, request, (each) =>
      declareAction(context, each),
    ),
  });
  const update = async (
    request: UpdateActionStatusRequest | undefined,
  ): Promise<MessageInitShape<typeof UpdateActionStatusResponseSchema>> => ({
    ...named(request?.actionId),
    status: await judged(UpdateActionStatusRequestSchema, request, (each) =>
      updateStatus(ledger, each),
    ),
  });
  const recordEvent = async (
    request: RecordActionEventRequest | undefined,
  ): Promise<MessageInitShape<typeof RecordActionEventResponseSchema>> => ({
    ...named(request?.event?.id),
    status: await judged(RecordActionEventRequestSchema, request, async ({ event }) =>
      toStatus(await record(present(event))),
    ),
  });
  return {
    recordAction,
    recordActionStream: (requests) =>
      answerInOrder(requests, async ({ request }) => ({ response: await recordAction(request) })),
    updateActionStatus: update,
    updateActionStatusStream: (requests) =>
      answerInOrder(requests, async ({ request, nonce }) => ({
        response: await update(request),
        nonce,
      })),
    recordActionEvents: async ({ events }) => ({ status: await recordEvents(ledger, events) }),
    recordActionEventStream: (requests) =>
      answerInOrder(requests, async ({ request, nonce }) => ({
        response: await recordEvent(request),
        nonce,
      })),
  };
}

function named<T>(actionId: T | undefined): { readonly actionId?: T } {
  return actionId === undefined ? {} : { actionId };
}
