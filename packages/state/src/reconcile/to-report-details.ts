import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ActionEventSchema } from "@runledger/proto/run/v1";
import type { WorkDetails } from "./plugin-result.ts";

/** Puts what a plugin tells into the fields of a report. */
export function toReportDetails(
  details: WorkDetails = {},
): Omit<MessageInitShape<typeof ActionEventSchema>, "$typeName"> {
  const { cluster, clusterEvents, logContext, logs } = details;
  return {
    ...(logs && { logInfo: [...logs] }),
    ...(clusterEvents && { clusterEvents: [...clusterEvents] }),
    ...(logContext && { logContext }),
    ...(cluster !== undefined && { cluster }),
  };
}
