import { join } from "node:path";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { startGateway } from "@runledger/gateway";
import { EventsProxyService } from "@runledger/proto/flyteidl2/workflow";
import { AdminService } from "@runledger/proto/flyteidl/service";
import { initialPhase, workflowPhaseLifecycle } from "@runledger/state";
import { inFolder } from "../store/in-folder.ts";
import type { Case, Metrics } from "../suite.ts";
import { EXECUTION, PAGE, type Questions, questions, type Surface } from "./questions.ts";

/** Calls that are measured one after the other, and calls before them that warm up. */
const CALLS = 200;
const WARM = 100;
/** Reports in a call that fills the run, and nodes on a page that is passed over. */
const BATCH = 2000;
const STRIDE = 1000;
const TOLD = { seconds: 1_700_000_000n, nanos: 0 } as const;

/** Names the case of a surface and so many nodes. */
export function readName(surface: Surface, nodes: number): string {
  return `read ${nodes} nodes over ${surface}`;
}

/**
 * Measures what it takes to read an execution of so many nodes, right below it: the execution, a node, the first page of nodes and
 * one in their midst. One client waits for each answer; it shares the gateway's process. The database is a file.
 *
 * @param scale of how many calls there are
 */
export function readCase(surface: Surface, nodes: number, scale = 1): Case {
  return {
    name: readName(surface, nodes),
    run: () => inFolder((folder) => run(folder, surface, nodes, scale)),
  };
}

async function run(
  folder: string,
  surface: Surface,
  nodes: number,
  scale: number,
): Promise<Metrics> {
  const gateway = await startGateway({
    port: 0,
    database: join(folder, "ledger.db"),
    blobs: join(folder, "blobs"),
    executor: false,
    logLevel: "silent",
  });
  try {
    await fill(gateway.url, nodes);
    const ask = questions[surface](gateway.url);
    const midst = await find(ask, nodes / 2);
    const work = {
      "get the execution": () => ask.getExecution(),
      "get a node": () => ask.getNode(`n${nodes >> 1}`),
      "first page of 100": () => page(ask, ""),
      "page of 100 in the midst": () => page(ask, midst),
    };
    const metrics: Record<string, number> = {};
    for (const [name, each] of Object.entries(work)) {
      for (let call = 0; call < WARM * scale; call++) await each();
      const { cpu, ms } = await measure(each, Math.ceil(CALLS * scale));
      Object.assign(metrics, {
        [`${name}: ms`]: ms,
        [`${name}: calls/s`]: 1000 / ms,
        [`${name}: CPU ms`]: cpu,
      });
    }
    return metrics;
  } finally {
    await gateway.close();
  }
}

/** Tells of an execution with its nodes, as an engine does. */
async function fill(url: string, nodes: number): Promise<void> {
  const transport = createGrpcTransport({ baseUrl: url });
  const admin = createClient(AdminService, transport);
  const events = createClient(EventsProxyService, transport);
  const running = workflowPhaseLifecycle.values.find(({ role }) => role === "active");
  if (running === undefined) throw new Error("no phase is one of work");
  await admin.createWorkflowEvent({
    event: { executionId: EXECUTION, phase: running.number, occurredAt: TOLD },
  });
  for (let from = 0; from < nodes; from += BATCH) {
    const length = Math.min(BATCH, nodes - from);
    await events.record({
      events: Array.from({ length }, (_, index) => ({
        id: { run: EXECUTION, name: `n${from + index}` },
        attempt: 1,
        phase: initialPhase,
        updatedTime: TOLD,
      })),
    });
  }
}

/** Finds the cursor behind so many nodes. */
async function find(ask: Questions, nodes: number): Promise<string> {
  let [after, left] = ["", nodes];
  while (left > 0) {
    const { count, next } = await ask.page(after, Math.min(STRIDE, left));
    after = next;
    left -= count;
  }
  return after;
}

async function page(ask: Questions, after: string): Promise<void> {
  const { count } = await ask.page(after, PAGE);
  if (count !== PAGE) throw new Error(`a page has ${count} nodes`);
}

/** Gives the median of the time that a call takes, and the mean of what it costs this process, both in milliseconds. */
async function measure(
  call: () => Promise<void>,
  times: number,
): Promise<{ readonly ms: number; readonly cpu: number }> {
  const took: number[] = [];
  const before = process.cpuUsage();
  for (let time = 0; time < times; time++) {
    const began = performance.now();
    await call();
    took.push(performance.now() - began);
  }
  const { system, user } = process.cpuUsage(before);
  const ms = took.toSorted((a, b) => a - b)[times >> 1] ?? Number.NaN;
  return { ms, cpu: (system + user) / 1000 / times };
}
