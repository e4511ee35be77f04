import { readFile } from "node:fs/promises";
import type { Transport } from "@connectrpc/connect";
import { Command, InvalidArgumentError, Option } from "commander";
import {
  addConnectionOptions,
  type ConnectionOptions,
  connect,
  patienceOf,
  readToken,
} from "../command/connection-options.ts";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { integerFrom, parseAge, parseScope } from "../command/parse-values.ts";
import { UsageError } from "../command/usage-error.ts";
import { Mirror } from "../mirror/mirror.ts";
import { MirrorLog } from "../mirror/mirror-log.ts";
import { mirrorMetrics } from "../mirror/mirror-metrics.ts";
import { Recorder } from "../mirror/recorder.ts";
import { type ServedMetrics, serveMetrics } from "../mirror/serve-metrics.ts";
import { Upstream } from "../mirror/upstream.ts";

interface MirrorCommandOptions extends ConnectionOptions {
  readonly from: string;
  readonly fromTokenFile?: string;
  readonly fromCaFile?: string;
  readonly project: string;
  readonly domain: string;
  /** In milliseconds. */
  readonly since?: number;
  /** In seconds. */
  readonly relistEvery: number;
  /** In seconds. */
  readonly abortsEvery: number;
  readonly concurrency: number;
  readonly watches: number;
  readonly metricsPort?: number;
  readonly metricsHost: string;
  readonly once?: boolean;
  readonly json?: boolean;
}

const examples = `
Examples:
  $ runledger mirror --from https://flyte.example.com --project flytesnacks --domain development
  $ runledger mirror --from https://flyte.example.com --project ml --domain production --from-token-file /run/secrets/flyte
  $ runledger mirror --from http://127.0.0.1:8091 --project ml --domain production --since 7d --once
  $ runledger mirror --from https://flyte.example.com --project ml --domain production --json | jq 'select(.event == "trouble")'
`;

/** Makes the command that mirrors a Flyte 2. */
export function mirrorCommand(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("mirror")
    .summary("follow a Flyte 2, and record what it does")
    .description(
      "Follows the runs of a Flyte 2 through its own RunService and records them, under the same names: phases, attempts, errors, " +
        "outputs, links. It goes on until it is stopped, and where it was when it is started again: what the ledger holds is all " +
        "that it remembers. What upstream's watches leave out is found by listing and comparing. Aborts requested in the ledger " +
        "are passed upstream, and signals of conditions too.",
    )
    .requiredOption("--from <url>", "the address of the Flyte 2", parseUpstream)
    .requiredOption("--project <name>", "the project whose runs to follow", parseScope)
    .requiredOption("--domain <name>", "the domain whose runs to follow", parseScope)
    .option(
      "--from-token-file <file>",
      "a file with the token to send upstream, read anew for each call (env: RUNLEDGER_FROM_TOKEN, the token itself)",
    )
    .option("--from-ca-file <file>", "certificates to trust instead of the usual ones, as PEM")
    .option("--since <age>", "only runs created since: 12h, 30d, 8w (default: all)", parseAge)
    .option(
      "--relist-every <seconds>",
      "how often to list upstream and compare",
      integerFrom(1, 86_400),
      60,
    )
    .option(
      "--aborts-every <seconds>",
      "how often to look for aborts and signals to pass on",
      integerFrom(1, 86_400),
      5,
    )
    .option("--concurrency <runs>", "how many runs to look at at a time", integerFrom(1, 64), 4)
    .addOption(
      new Option("--watches <number>", "how many runs may be watched at a time")
        .argParser(integerFrom(0, 10_000))
        .default(100),
    )
    .option(
      "--metrics-port <port>",
      "serve Prometheus metrics on /metrics of this port; 0: any that is free (default: none)",
      integerFrom(0, 65_535),
    )
    .option("--metrics-host <host>", "where that port is; nobody is asked for a token", "127.0.0.1")
    .option("--once", "catch up, and end")
    .option("--json", "write a line of JSON for each thing that happens");
  return addConnectionOptions(command)
    .addHelpText("after", examples)
    .action(async (options: MirrorCommandOptions) => end(await mirror(options, host)));
}

async function mirror(options: MirrorCommandOptions, host: Host): Promise<ExitCode> {
  const { from, project, domain, since, relistEvery, abortsEvery, concurrency, watches } = options;
  const { clock, random, stop, stdout } = host;
  const log = new MirrorLog(host, options.json === true);
  const token = tokenOf(options, host);
  // A file that isn't there is found out now, and not while it goes on.
  await token();
  const patience = patienceOf(options, host, ({ message, code }) =>
    log.tell("trouble", `${message}; trying again`, { message, code }),
  );
  const ca = await certificatesOf(options);
  // Loaded only where it is needed: it brings all that work is done with.
  const { flyteTransport } = await import("@runledger/reconciler");
  const transport = flyteTransport({ url: from, token, ca }) as Transport;
  const upstream = new Upstream({ url: from, project, domain, patience }, transport);
  const recorder = new Recorder(await connect(options, host), patience);
  const following = new Mirror({
    upstream,
    recorder,
    log,
    clock,
    random,
    from,
    project,
    domain,
    since: since === undefined ? undefined : clock.now() - since,
    concurrency,
    watches,
    relistEvery: relistEvery * 1000,
    abortsEvery: abortsEvery * 1000,
  });
  const metrics = await metricsOf(options, following, log);
  try {
    await (options.once === true ? following.catchUp(stop) : following.follow(stop));
  } finally {
    metrics?.close();
  }
  const { counts, open } = following;
  const summary = { ...counts.toJSON(), open, calls: upstream.calls };
  stdout.write(
    options.json === true
      ? `${JSON.stringify({ time: new Date(clock.now()).toISOString(), event: "summary", ...summary })}\n`
      : `${open} runs open; ${counts.toString()}\n`,
  );
  if (options.once !== true) return exitCode.interrupted;
  if (stop.aborted) return exitCode.interrupted;
  return counts.refused + counts.taken > 0 ? exitCode.failed : exitCode.ok;
}

async function metricsOf(
  { metricsHost: host, metricsPort: port }: MirrorCommandOptions,
  following: Mirror,
  log: MirrorLog,
): Promise<ServedMetrics | undefined> {
  if (port === undefined) return undefined;
  const served = await serveMetrics(mirrorMetrics(following), { host, port });
  log.tell("metrics-served", `metrics at ${served.url}`, { url: served.url });
  return served;
}

/** Reads the token when it is needed. @throws UsageError at the time of the call where its file can't be read */
function tokenOf(
  { fromTokenFile }: MirrorCommandOptions,
  host: Host,
): () => Promise<string | undefined> {
  if (fromTokenFile === undefined) {
    const token = host.env["RUNLEDGER_FROM_TOKEN"];
    return () => Promise.resolve(token === "" ? undefined : token);
  }
  return () => readToken(fromTokenFile, "--from-token-file");
}

async function certificatesOf({ fromCaFile }: MirrorCommandOptions): Promise<string | undefined> {
  if (fromCaFile === undefined) return undefined;
  try {
    return await readFile(fromCaFile, "utf8");
  } catch (error) {
    throw new UsageError(
      `--from-ca-file ${fromCaFile} can't be read (${String(error)}): check the path and its permissions`,
    );
  }
}

/** Reads the address of a Flyte 2. It becomes a label of every run, so it must hold no password. */
function parseUpstream(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new InvalidArgumentError("It must be an address that starts with http:// or https://.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new InvalidArgumentError(
      "It must hold no name and password: send a token with --from-token-file.",
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}
