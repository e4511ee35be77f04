import { EventEmitter, on } from "node:events";
import { create } from "@bufbuild/protobuf";
import type { ConnectRouter } from "@connectrpc/connect";
import {
  ActionDetailsSchema,
  type ActionEvent,
  type EnrichedAction,
  EnrichedActionSchema,
} from "@runledger/proto";
import {
  type GetActionDetailsResponse,
  InternalRunService,
  RunService,
} from "@runledger/proto/flyteidl2/workflow";

/**
 * Makes the same methods with nothing behind them: messages are read, and answers of the same size written. There is no ledger.
 *
 * @param details what is answered to a question for an action
 */
export function echoRoutes(
  details: GetActionDetailsResponse["details"] = create(ActionDetailsSchema),
): (router: ConnectRouter) => void {
  const told = new EventEmitter();
  let last: readonly ActionEvent[] = [];
  told.on("events", (events: readonly ActionEvent[]) => (last = events));
  return (router) => {
    router.service(InternalRunService, {
      recordActionEvents: ({ events }) => {
        told.emit("events", events);
        return { status: {} };
      },
      async *recordActionEventStream(requests) {
        for await (const { nonce, request } of requests) {
          yield { nonce, response: { actionId: request?.event?.id, status: {} } };
        }
      },
    });
    router.service(RunService, {
      getActionDetails: () => ({ details }),
      async *watchActions(_, { signal }) {
        // It begins with what was told last, as a watch begins with how things are.
        yield { enrichedActions: last.map(enriched) };
        try {
          for await (const [events] of on(told, "events", { signal }) as AsyncIterable<
            [readonly ActionEvent[]]
          >) {
            yield { enrichedActions: events.map(enriched) };
          }
        } catch {
          // The client has gone.
        }
      },
    });
  };
}

/** What a watch tells of an action that was reported: it, and how many are below it. */
function enriched({ attempt, id, phase, updatedTime }: ActionEvent): EnrichedAction {
  return create(EnrichedActionSchema, {
    action: {
      ...(id && { id }),
      metadata: { parent: "a0" },
      status: { phase, attempts: attempt, ...(updatedTime && { startTime: updatedTime }) },
    },
    meetsFilter: true,
    childrenPhaseCounts: { [phase]: 1 },
  });
}
