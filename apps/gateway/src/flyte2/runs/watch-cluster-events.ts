import { toBinary } from "@bufbuild/protobuf";
import { type ClusterEvent, ClusterEventSchema } from "@runledger/proto";
import type { WatchClusterEventsRequest } from "@runledger/proto/flyteidl2/workflow";
import { isTerminal } from "@runledger/state";
import { present } from "../present.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { watchActionDetails } from "./watch-details.ts";

/** Watches what the cluster does for an attempt, each event once. Ends once the attempt has ended, or another follows it. */
export async function* watchClusterEvents(
  context: SurfaceContext,
  { id, attempt }: WatchClusterEventsRequest,
  signal: AbortSignal,
): AsyncGenerator<{ clusterEvents: ClusterEvent[] }, void> {
  // Events are shown by time, and one of an earlier time may be told later: what was sent is known by its content.
  const sent = new Set<string>();
  for await (const { attempts } of watchActionDetails(context, present(id), signal)) {
    const found = attempts.find((each) => each.attempt === attempt);
    const clusterEvents = (found?.clusterEvents ?? []).filter((event) => {
      const key = Buffer.from(toBinary(ClusterEventSchema, event)).toString("base64");
      return !sent.has(key) && sent.add(key);
    });
    if (clusterEvents.length > 0) yield { clusterEvents };
    const isOver = found !== undefined && isTerminal(found.phase);
    if (isOver || attempts.some((each) => each.attempt > attempt)) return;
  }
}
