import { Command } from "commander";
import type { GatewayClient } from "../client/gateway-client.ts";
import { retry } from "../client/retry.ts";
import {
  addConnectionOptions,
  type ConnectionOptions,
  connect,
  patienceOf,
} from "../command/connection-options.ts";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { parseAge, parseScope } from "../command/parse-values.ts";
import { type PrunedRun, pruneRuns, type PruneRunsVariables } from "../operations/prune-runs.ts";

interface PruneOptions extends ConnectionOptions {
  /** In milliseconds. */
  readonly olderThan: number;
  readonly project?: string;
  readonly domain?: string;
  readonly evenIfOpen?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Runs in one request, which is one transaction. */
const page = 100;

const examples = `
Examples:
  $ runledger prune --older-than 90d --dry-run
  $ runledger prune --older-than 2w --project flytesnacks --domain development
  $ runledger prune --older-than 12h --json | jq .actions
`;

/** Makes the command that deletes old runs. */
export function pruneCommand(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("prune")
    .summary("delete old runs")
    .description(
      "Deletes runs that have settled and not changed for a while, with all that is told of them, a hundred in a transaction. Whoever " +
        "watches one of them is told. A gateway does the same by itself with --keep-runs.",
    )
    .requiredOption("--older-than <age>", "how long ago they changed last: 12h, 30d, 8w", parseAge)
    .option("--project <name>", "only of this project", parseScope)
    .option("--domain <name>", "only of this domain", parseScope)
    .option("--even-if-open", "also those that haven't settled")
    .option("--dry-run", "say what would be deleted, and delete nothing")
    .option("--json", "write a line of JSON for each run");
  return addConnectionOptions(command)
    .addHelpText("after", examples)
    .action(async (options: PruneOptions) => end(await prune(options, host)));
}

async function prune(options: PruneOptions, host: Host): Promise<ExitCode> {
  const client = await connect(options, host);
  const verb = options.dryRun === true ? "would delete" : "deleted";
  let [runs, actions, kept] = [0, 0, 0];
  for await (const { kept: left, runs: pruned } of pages(client, options, host)) {
    for (const run of pruned) {
      runs += 1;
      actions += run.actions;
      host.stdout.write(options.json === true ? `${JSON.stringify(run)}\n` : tell(run, verb));
    }
    kept += left;
    // Progress, where standard output is somebody's input.
    if (options.json === true) host.stderr.write(`${verb} ${runs} runs so far\n`);
    if (host.stop.aborted) return exitCode.interrupted;
  }
  if (options.json !== true) {
    const rest =
      kept === 0 ? "" : `; ${kept} were left: they haven't settled, or changed meanwhile`;
    host.stdout.write(`${verb} ${runs} runs with ${actions} actions${rest}\n`);
  }
  return exitCode.ok;
}

async function* pages(client: GatewayClient, options: PruneOptions, host: Host) {
  const { domain, dryRun, evenIfOpen, olderThan, project } = options;
  const variables: PruneRunsVariables = {
    unchangedSince: new Date(host.clock.now() - olderThan).toISOString(),
    evenIfOpen: evenIfOpen === true,
    dryRun: dryRun === true,
    first: page,
    ...(project === undefined ? {} : { project }),
    ...(domain === undefined ? {} : { domain }),
  };
  for (let after: string | undefined; ;) {
    const from = { ...variables, ...(after === undefined ? {} : { after }) };
    const found = await retry(() => client.request(pruneRuns, from), patienceOf(options, host));
    yield found;
    after = found.after;
    if (after === undefined) return;
  }
}

function tell({ actions, domain, name, project, updatedTime }: PrunedRun, verb: string): string {
  const time = updatedTime.replace(/\.\d+Z$/, "Z");
  return `${verb} ${project}/${domain}/${name}  ${actions} actions  last changed ${time}\n`;
}
