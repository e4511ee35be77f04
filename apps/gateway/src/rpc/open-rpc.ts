import { WorkService } from "@runledger/proto/work/v1";
import { storeBook } from "@runledger/reconciler";
import { flyte1Routes } from "../flyte1/flyte1-routes.ts";
import { flyte2Routes } from "../flyte2/flyte2-routes.ts";
import type { GatewayParts, SharedParts } from "../gateway-parts.ts";
import { readiness } from "../http/health.ts";
import { workService } from "../work/work-service.ts";
import { RpcServer } from "./rpc-server.ts";
import { surfaceContext } from "./surface-context.ts";

/** Opens the server of RPCs. */
export function openRpc(
  parts: GatewayParts,
  { guard, log }: SharedParts,
  isClosing: () => boolean,
): RpcServer {
  const { blobs, ledger, remoteTypes, services, settings, store } = parts;
  const context = surfaceContext(parts);
  const book = storeBook(store, ledger);
  const now = (): number => Date.now();
  const announce = (taskTypes: readonly string[]): Promise<unknown> =>
    store.transact((each) => each.noteTaskTypes({ taskTypes, now: now() * 1000, since: 0 }));
  const work = { ledger, book, blobs, types: remoteTypes, announce, now };
  return new RpcServer({
    routes: (router) => {
      router.service(WorkService, workService(work));
      flyte1Routes(context)(router);
      flyte2Routes(context)(router);
      services?.(router);
    },
    settings,
    ready: async () => (await readiness(store, isClosing())).ready,
    refusal: (request) => guard.refusal(request),
    caller: (request) => guard.callerOf(request),
    log,
  });
}
