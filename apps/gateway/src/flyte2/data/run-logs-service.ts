import type { ServiceImpl } from "@connectrpc/connect";
import type { RunLogsService } from "@runledger/proto/flyteidl2/workflow";
import type { SurfaceContext } from "../surface-context.ts";
import { tailLogs } from "./tail-logs.ts";

/** Follows logs for clients that don't know yet that DataProxyService does. */
export function runLogsService(context: SurfaceContext): ServiceImpl<typeof RunLogsService> {
  return {
    async *tailLogs(request, { signal }) {
      for await (const { logs = [] } of tailLogs(context, request, signal)) {
        yield { logs: logs.map(({ lines = [] }) => ({ lines })) };
      }
    },
  };
}
