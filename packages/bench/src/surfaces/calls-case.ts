import { join } from "node:path";
import type { ConnectRouter } from "@connectrpc/connect";
import { startGateway } from "@runledger/gateway";
import { openLedger } from "@runledger/ledger";
import { openStore } from "@runledger/store";
import { inFolder } from "../store/in-folder.ts";
import type { Case, Metrics } from "../suite.ts";
import { openBareJson } from "./bare-json.ts";
import { openBareService } from "./bare-service.ts";
import type { Done } from "./client.ts";
import { ClientProcess } from "./client-process.ts";
import { echoRoutes } from "./echo-routes.ts";
import { overHttp2, type Protocol } from "./protocols.ts";
import { LedgerCalls } from "./ledger-calls.ts";
import { READ, type Work, worksOf } from "./work.ts";

/** Turns that are measured. Each contender is warm before: a compiler that is at work would be measured too. */
const TURNS = 5;
const WARM = 5;
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
 * Measures what calls take through the gateway, beside an echo on the same server, beside one on the library alone, and beside
 * the ledger alone. They take turns in one process, so that what else the machine does meets all of them; the client has a
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
  const settings = { port: 0, database: "memory:", logLevel: "silent" } as const;
  const blobs = join(folder, "blobs");
  const gateway = await startGateway({ ...settings, blobs });
  const store = await openStore("memory:");
  const ledger = openLedger({ store });
  const direct = new LedgerCalls(ledger);
  const client = new ClientProcess();
  await client.send({ url: gateway.url, protocol, work: FILL, calls: FILLED });
  await direct.do(FILL, FILLED);
  const services = echoRoutes(await ledger.getActionDetails(READ));
  const echo = await startGateway({
    ...settings,
    blobs,
    services: (router) => services(router as ConnectRouter),
  });
  // GraphQL has no services to put an echo in the place of.
  const bare = await (protocol === "GraphQL"
    ? openBareJson(gateway.url)
    : openBareService(overHttp2(protocol), services));
  const metrics: Record<string, number> = {};
  try {
    for (const [name, work] of Object.entries(worksOf(protocol))) {
      const calls = Math.ceil(callsOf(work) * scale);
      const ask = (url: string) => () => client.send({ url, protocol, work, calls });
      const measured = await measure(
        calls,
        scale < 1 ? { warm: 0, turns: 1 } : { warm: WARM, turns: TURNS },
        {
          surface: ask(gateway.url),
          ...(protocol !== "GraphQL" && { echo: ask(echo.url) }),
          bare: ask(bare.url),
          ledger: () => direct.do(work, calls),
        },
      );
      for (const [metric, value] of Object.entries(measured)) metrics[`${name}: ${metric}`] = value;
    }
    return { ...metrics, "MB resident": process.memoryUsage.rss() / 2 ** 20 };
  } finally {
    client.close();
    bare.close();
    await echo.close();
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

const CONTENDERS = ["surface", "echo", "bare", "ledger"] as const;
type Contender = (typeof CONTENDERS)[number];

/** What a call took: in microseconds of the clock, and of this process's own time, all threads. */
interface Turn {
  readonly time: number;
  readonly cpu: number;
}

async function measure(
  calls: number,
  { warm, turns: count }: { readonly warm: number; readonly turns: number },
  contenders: Partial<Record<Contender, () => Promise<Done>>>,
): Promise<Metrics> {
  const turns: Record<Contender, Turn[]> = { surface: [], echo: [], bare: [], ledger: [] };
  for (let turn = -warm; turn < count; turn++) {
    for (const name of CONTENDERS) {
      const before = process.cpuUsage();
      const done = await contenders[name]?.();
      const { system, user } = process.cpuUsage(before);
      if (done === undefined || turn < 0) continue;
      turns[name].push({ time: (done.ms * 1000) / calls, cpu: (system + user) / calls });
    }
  }
  return metricsOf(turns);
}

function metricsOf(turns: Record<Contender, readonly Turn[]>): Metrics {
  const time = figures(turns, ({ time: each }) => each);
  const cpu = figures(turns, ({ cpu: each }) => each);
  return {
    "calls/s": 1e6 / time.call,
    "µs/call": time.call,
    "µs/call, echo": time.echo,
    "µs/call, bare": time.bare,
    "µs/call, ledger": time.ledger,
    "CPU µs/call": cpu.call,
    "CPU µs/call, bare": cpu.bare,
    "CPU µs/call, server": cpu.server,
    "CPU µs/call, ledger": cpu.ledger,
    "CPU µs/call, surface": cpu.surface,
    "CPU over the ledger": cpu.over,
    "time over the ledger": time.over,
  };
}

/** Says what of a call is whose: the call is the bare one, the server's part, the ledger's call and the surface's part. */
function figures(
  { surface, echo: echoed, bare: bareTurns, ledger: direct }: Record<Contender, readonly Turn[]>,
  of: (turn: Turn) => number,
): Readonly<Record<"call" | "echo" | "bare" | "server" | "ledger" | "surface" | "over", number>> {
  const call = median(surface.map(of));
  const bare = median(bareTurns.map(of));
  const echo = echoed.length === 0 ? bare : median(echoed.map(of));
  const ledger = median(direct.map(of));
  const server = echoed.length === 0 ? NOTHING : echo - bare;
  return {
    ...{ call, echo, bare, server, ledger },
    surface: call - echo - ledger,
    over: (call - echo) / ledger,
  };
}

/** The middle one: a turn in which the machine was busy with something else says nothing. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
