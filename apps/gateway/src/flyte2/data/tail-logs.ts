import type { MessageInitShape } from "@bufbuild/protobuf";
import type { TailLogsRequest, TailLogsResponseSchema } from "@runledger/proto/flyteidl2/dataproxy";
import { LogLineOriginator } from "@runledger/proto/flyteidl2/logs/dataplane";
import { isTerminal } from "@runledger/state";
import { present } from "../present.ts";
import { getActionDetails } from "../runs/get-details.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { attemptOf, logsOf, noLogs, pauseBeforeNextLook } from "./attempt-logs.ts";
import { LineSplitter } from "./line-splitter.ts";

type Tail = AsyncGenerator<MessageInitShape<typeof TailLogsResponseSchema>, void>;

/** Lines in one message. */
const LINES = 500;

/**
 * Follows the logs of an attempt that this gateway keeps, until the attempt has ended and all of them is sent.
 *
 * @throws GatewayError NOT_FOUND where it keeps none
 */
export async function* tailLogs(
  context: SurfaceContext,
  { actionId, attempt }: Pick<TailLogsRequest, "actionId" | "attempt">,
  signal: AbortSignal,
): Tail {
  const action = present(actionId);
  const sent = new Map<string, { start: number; readonly splitter: LineSplitter }>();
  for (;;) {
    // Whether it has ended is asked before the logs are read: what is written afterwards is no part of it.
    const details = await getActionDetails(context, action);
    const found = attemptOf(details, action, attempt);
    const hasEnded = isTerminal(found.phase);
    const keys = logsOf(context, found);
    if (keys.length === 0 && hasEnded) throw noLogs(action, attempt);
    for (const { key, name } of keys) {
      const state = sent.get(key) ?? { start: 0, splitter: new LineSplitter() };
      sent.set(key, state);
      yield* readLog(context, key, name, state);
      if (hasEnded) yield* messages(state.splitter.rest(), name);
    }
    if (hasEnded || signal.aborted) return;
    await pauseBeforeNextLook(signal);
  }
}

async function* readLog(
  { blobs }: SurfaceContext,
  key: string,
  name: string,
  state: { start: number; readonly splitter: LineSplitter },
): Tail {
  const bytes = await blobs.store.read(key, { start: state.start });
  for await (const chunk of bytes ?? []) {
    state.start += chunk.byteLength;
    yield* messages(state.splitter.push(chunk), name);
  }
}

function* messages(
  lines: readonly string[],
  name: string,
): Generator<MessageInitShape<typeof TailLogsResponseSchema>, void> {
  for (let from = 0; from < lines.length; from += LINES) {
    const part = lines.slice(from, from + LINES);
    yield {
      logs: [
        {
          lines: part.map((message) => ({ message, originator: LogLineOriginator.USER })),
          container: { kubernetesContainerName: name },
        },
      ],
    };
  }
}
