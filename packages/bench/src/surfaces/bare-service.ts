import { EventEmitter, on, once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { create } from "@bufbuild/protobuf";
import type { ConnectRouter } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { ActionDetailsSchema, type ActionEvent, type ActionIdentifier } from "@runledger/proto";
import {
  InternalRunService,
  RunService,
  type GetActionDetailsResponse,
} from "@runledger/proto/flyteidl2/workflow";

/** A service that does nothing, over one version of HTTP. */
export interface BareService {
  readonly url: string;
  close(): void;
}

/**
 * Serves the same methods with Connect's library on Node's own server, and does nothing: messages are read, and answers of the
 * same size written. That is what protobuf and HTTP cost by themselves.
 *
 * @param details what is answered to a question for an action
 */
export async function openBareService(
  isHttp2: boolean,
  details: GetActionDetailsResponse["details"] = create(ActionDetailsSchema),
): Promise<BareService> {
  const told = new EventEmitter();
  let last: readonly ActionEvent[] = [];
  told.on("events", (events: readonly ActionEvent[]) => (last = events));
  const routes = (router: ConnectRouter): void => {
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
        yield enriched(last);
        try {
          for await (const [events] of on(told, "events", { signal })) yield enriched(events);
        } catch {
          // The client has gone.
        }
      },
    });
  };
  const handle = connectNodeAdapter({ routes });
  const server = isHttp2 ? createHttp2Server(handle) : createHttpServer(handle);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

function enriched(events: readonly ActionEvent[]): {
  readonly enrichedActions: { readonly action: { readonly id?: ActionIdentifier } }[];
} {
  return { enrichedActions: events.map(({ id }) => ({ action: id === undefined ? {} : { id } })) };
}
