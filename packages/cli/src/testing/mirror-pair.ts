import { create } from "@bufbuild/protobuf";
import type { Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { startGateway } from "@runledger/gateway";
import { RunIdentifierSchema } from "@runledger/proto";
import { onTestFinished } from "vitest";
import { GatewayClient } from "../client/gateway-client.ts";
import { type Clock, systemClock } from "../command/clock.ts";
import { Mirror } from "../mirror/mirror.ts";
import { MirrorLog } from "../mirror/mirror-log.ts";
import { Recorder } from "../mirror/recorder.ts";
import { Upstream } from "../mirror/upstream.ts";
import { reportEvents } from "../operations/report-events.ts";
import { createRun } from "../operations/create-run.ts";
import { buildPlan } from "../plan/build-plan.ts";
import type { Plan } from "../plan/plan.ts";
import { tellTrace } from "../plan/tell-trace.ts";
import { draws } from "../schedule/draws.ts";
import { readTrace } from "../wfformat/read-trace.ts";
import { type Flaws, flakyInterceptor } from "./flaky-interceptor.ts";
import { makeTrace } from "./make-trace.ts";
import { TextOutput } from "./text-output.ts";

/** The project and domain of the runs of these tests. */
export const scope = { project: "p", domain: "d" } as const;

/** Starts a gateway in memory, and gives a client of it. It is closed with the test. */
export async function startLedger(): Promise<{ url: string; client: GatewayClient }> {
  const gateway = await startGateway({ port: 0, database: "memory:", logLevel: "silent" });
  onTestFinished(() => gateway.close());
  const endpoint = `${gateway.url}/graphql`;
  const client = new GatewayClient({ endpoint, token: undefined, timeout: 30_000 });
  return { url: gateway.url, client };
}

/** The machine's clock, on which waits take a twentieth of the time: a test isn't there to wait. */
const hasty: Clock = {
  now: () => systemClock.now(),
  sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / 20, signal),
};

const none: Flaws = { failures: 0, drops: 0, repeats: 0, delays: 0, cuts: 0, slowness: 0 };

/** Makes a mirror from one gateway to another, with an upstream that is as bad as it is said to be. */
export function makeMirror(
  from: string,
  ledger: GatewayClient,
  {
    flaws,
    seed = 1,
    interceptors = [],
  }: {
    readonly flaws?: Partial<Flaws>;
    readonly seed?: number;
    readonly interceptors?: readonly Interceptor[];
  } = {},
): { mirror: Mirror; log: TextOutput } {
  const log = new TextOutput();
  let count = 0;
  const random = (): number => draws(seed, `wait ${count++}`)[0];
  const patience = { clock: hasty, random, giveUpAfter: 5000, signal: never };
  const transport = createConnectTransport({
    baseUrl: from,
    httpVersion: "1.1",
    interceptors: [flakyInterceptor({ ...none, ...flaws }, seed), ...interceptors],
  });
  const mirror = new Mirror({
    ...scope,
    from,
    upstream: new Upstream({ ...scope, url: from, patience }, transport),
    recorder: new Recorder(ledger, patience),
    log: new MirrorLog({ stdout: log, stderr: log, clock: hasty }, true),
    clock: hasty,
    random,
    since: undefined,
    concurrency: 3,
    watches: 10,
    relistEvery: 2000,
    abortsEvery: 500,
  });
  return { mirror, log };
}

const never = new AbortController().signal;

/** Makes the story of a run: tasks in stages, failures and retries, links, errors, outputs, as the seed has it. */
export function makePlan(name: string, seed: number): Plan {
  const id = create(RunIdentifierSchema, { ...scope, name });
  const trace = readTrace("made", JSON.stringify(makeTrace(12, seed)));
  const options = { seed, failureRate: 0.4, maxAttempts: 3, slots: 4 };
  return buildPlan(tellTrace(trace, id, Date.UTC(2026, 0, 2), options));
}

/** Sends the stories of runs in pieces, a piece of each in turn. */
export async function* sendInPieces(
  client: GatewayClient,
  plans: readonly Plan[],
  pieceSize: number,
): AsyncGenerator<void> {
  for (const { declaration } of plans) await client.request(createRun, declaration);
  const longest = Math.max(...plans.map(({ reports }) => reports.length));
  for (let from = 0; from < longest; from += pieceSize) {
    for (const { reports } of plans) {
      const piece = reports.slice(from, from + pieceSize);
      if (piece.length > 0) await client.request(reportEvents, piece);
    }
    yield;
  }
}
