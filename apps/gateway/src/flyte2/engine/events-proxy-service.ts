import type { ServiceImpl } from "@connectrpc/connect";
import type { EventsProxyService } from "@runledger/proto/flyteidl2/workflow";
import { throwUnlessOk } from "../reports/to-status.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { recordEvents } from "./record-events.ts";

/** Takes reports of an engine. What is refused is an error, though the others of the request are committed. */
export function eventsProxyService({
  ledger,
}: SurfaceContext): ServiceImpl<typeof EventsProxyService> {
  return {
    async record({ events }) {
      throwUnlessOk(await recordEvents(ledger, events));
      return {};
    },
  };
}
