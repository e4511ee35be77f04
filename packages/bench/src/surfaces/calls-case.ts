import { join } from "node:path";
import { startGateway } from "@runledger/gateway";
import { openLedger } from "@runledger/ledger";
import { openStore } from "@runledger/store";
import { inFolder } from "../store/in-folder.ts";
import type { Case, Metrics } from "../suite.ts";
import { openBareService } from "./bare-service.ts";
import type { Done } from "./client.ts";
import { ClientProcess } from "./client-process.ts";
import { overHttp2, type Protocol } from "./protocols.ts";
import { LedgerCalls } from "./ledger-calls.ts";
import { READ, type Work, worksOf } from "./work.ts";

/** Turns that are measured. Each of the three is warm before. */
const TURNS = 5;
/** Reports in a turn, and calls at most. */
const REPORTS = 3000;
const CALLS = 300;
/** What is there before: reports on every action, so that there is something to read and nothing is new. */
const FILL = { kind: "record", batch: 1000 } as const;
const FILLED = 2;

/** Names the case of a protocol. */
export function callsName(protocol: Protocol | "GraphQL"): string {
  return `calls over ${protocol}`;
}

/**
 * Measures what calls take through the gateway, beside a service that does nothing over the same protocol, and beside the
 * ledger alone. The three take turns in one process, so that what else the machine does meets all of them; the client has a
 * process of its own. Databases are in memory: a disk that is waited for would make any surface look cheap.
 *
 * @param scale of how many calls there are
 */
export function callsCase(protocol: Protocol | "GraphQL", scale = 1): Case {
  return {
    name: callsName(protocol),
    run: () => inFolder((folder) => run(folder, protocol, scale)),
  };
}

async function run(
  folder: string,
  protocol: Protocol | "GraphQL",
  scale: number,
): Promise<Metrics> {
  const gateway = await startGateway({
    port: 0,
    database: "memory:",
    blobs: join(folder, "blobs"),
    logLevel: "silent",
  });
  const store = await openStore("memory:");
  const ledger = openLedger({ store });
  const direct = new LedgerCalls(ledger);
  await direct.do(FILL, FILLED);
  const details = await ledger.getActionDetails(READ);
  // GraphQL has another library: there is nothing beside it.
  const isHttp2 = overHttp2(protocol);
  const bare = protocol === "GraphQL" ? undefined : await openBareService(isHttp2, details);
  const client = new ClientProcess();
  const metrics: Record<string, number> = {};
  try {
    await client.send({ url: gateway.url, protocol, work: FILL, calls: FILLED });
    for (const [name, work] of Object.entries(worksOf(protocol))) {
      const calls = Math.ceil(callsOf(work) * scale);
      const ask = (url: string) => () => client.send({ url, protocol, work, calls });
      const measured = await measure(calls, {
        surface: ask(gateway.url),
        ...(bare && { bare: ask(bare.url) }),
        ledger: () => direct.do(work, calls),
      });
      for (const [metric, value] of Object.entries(measured)) metrics[`${name}: ${metric}`] = value;
    }
    return { ...metrics, "MB resident": process.memoryUsage.rss() / 2 ** 20 };
  } finally {
    client.close();
    bare?.close();
    await gateway.close();
    await ledger.close();
    await store.close();
  }
}

function callsOf(work: Work): number {
  if (work.kind === "stream") return REPORTS;
  if (work.kind === "watch") return CALLS / 3;
  return work.kind === "read" ? CALLS : Math.min(CALLS, REPORTS / work.batch);
}

/** Stands where there is nothing to measure. */
const NOTHING = -1;

type Contender = "surface" | "bare" | "ledger";

/** What a call took: in microseconds of the clock, and of this process's own time, all threads. */
interface Turn {
  readonly time: number;
  readonly cpu: number;
}

async function measure(
  calls: number,
  contenders: Partial<Record<Contender, () => Promise<Done>>>,
): Promise<Metrics> {
  const turns: Record<Contender, Turn[]> = { surface: [], bare: [], ledger: [] };
  for (let turn = -1; turn < TURNS; turn++) {
    for (const name of ["surface", "bare", "ledger"] as const) {
      const before = process.cpuUsage();
      const done = await contenders[name]?.();
      const { system, user } = process.cpuUsage(before);
      // The first turn warms up.
      if (done === undefined || turn < 0) continue;
      turns[name].push({ time: (done.ms * 1000) / calls, cpu: (system + user) / calls });
    }
  }
  return metricsOf(turns);
}

function metricsOf({ surface, bare, ledger }: Record<Contender, readonly Turn[]>): Metrics {
  const of = (turns: readonly Turn[], what: keyof Turn): number =>
    turns.length === 0 ? NOTHING : median(turns.map((turn) => turn[what]));
  const time = of(surface, "time");
  const cpu = of(surface, "cpu");
  return {
    "calls/s": 1e6 / time,
    "µs/call": time,
    "µs/call, bare": of(bare, "time"),
    "µs/call, ledger": of(ledger, "time"),
    "CPU µs/call": cpu,
    "CPU µs/call, bare": of(bare, "cpu"),
    "CPU µs/call, ledger": of(ledger, "cpu"),
    "CPU over the ledger":
      bare.length === 0 ? NOTHING : (cpu - of(bare, "cpu")) / of(ledger, "cpu"),
    "time over the ledger":
      bare.length === 0 ? NOTHING : (time - of(bare, "time")) / of(ledger, "time"),
  };
}

/** The middle one: a turn in which the machine was busy with something else says nothing. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
