// Calls a service over and over, as told, in a process of its own: what the client costs isn't taken for the service's.
import { createClient, type Transport } from "@connectrpc/connect";
import { InternalRunService, RunService } from "@runledger/proto/flyteidl2/workflow";
import type { Report } from "@runledger/ledger";
import { graphqlCalls } from "./graphql-calls.ts";
import { PROTOCOLS, type Protocol } from "./protocols.ts";
import { runId } from "../ledger/told-reports.ts";
import { watch } from "./watch.ts";
import { READ, Reports, WATCHED, type Work } from "./work.ts";

/** What the client is told to do. */
export interface Errand {
  readonly url: string;
  readonly protocol: Protocol | "GraphQL";
  readonly work: Work;
  readonly calls: number;
}

/** How long it took, in milliseconds from the first call to the last answer. */
export interface Done {
  readonly ms: number;
}

/** Makes calls that are ready to be sent: what they are made of isn't measured. */
export type PrepareCalls = (
  work: Work,
  batches: readonly (readonly Report[])[],
) => () => Promise<Done | undefined>;

const services = new Map<string, { readonly reports: Reports; readonly prepare: PrepareCalls }>();

process.on("message", ({ calls, protocol, url, work }: Errand) => {
  const service = services.get(url) ?? {
    reports: new Reports(),
    prepare: protocol === "GraphQL" ? graphqlCalls(url) : rpcCalls(PROTOCOLS[protocol](url)),
  };
  services.set(url, service);
  const run = service.prepare(work, service.reports.take(work, calls));
  const begin = performance.now();
  void run().then((watched) => {
    const ms = watched?.ms ?? performance.now() - begin;
    process.send?.({ ms } satisfies Done);
  });
});

function rpcCalls(transport: Transport): PrepareCalls {
  const engine = createClient(InternalRunService, transport);
  const runs = createClient(RunService, transport);
  return (work, batches) => async () => {
    if (work.kind === "record") {
      for (const batch of batches) {
        const { status } = await engine.recordActionEvents({
          events: batch.map(({ event }) => event),
        });
        if (status?.code !== 0) throw new Error(status?.message);
      }
    } else if (work.kind === "read") {
      for (const _ of batches) await runs.getActionDetails({ actionId: READ });
    } else if (work.kind === "watch") {
      const record = async ({ event }: Report) => engine.recordActionEvents({ events: [event] });
      return watch(batches.flat(), record, async (has, signal) => {
        const frames = runs.watchActions({ runId: runId(WATCHED) }, { signal });
        for await (const { enrichedActions } of frames) {
          for (const { action } of enrichedActions) has(action?.id?.name ?? "");
        }
      });
    } else {
      await stream(engine, batches.flat(), work.window);
    }
    return undefined;
  };
}

/** Sends reports over a stream, so many ahead of their answers. */
async function stream(
  engine: ReturnType<typeof createClient<typeof InternalRunService>>,
  reports: readonly Report[],
  window: number,
): Promise<void> {
  let answered = 0;
  let wake = (): void => undefined;
  const requests = async function* requests() {
    for (const [i, { event }] of reports.entries()) {
      const isFull = (): boolean => i - answered >= window;
      while (isFull()) await new Promise<void>((resolve) => (wake = resolve));
      yield { request: { event }, nonce: BigInt(i) };
    }
  };
  for await (const { response } of engine.recordActionEventStream(requests())) {
    if (response?.status?.code !== 0) throw new Error(response?.status?.message);
    answered++;
    wake();
  }
}
