import { BlobError } from "@runledger/blobs";
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
import { UsageError } from "../command/usage-error.ts";
import {
  type PrunedPage,
  type PrunedRun,
  pruneRuns,
  type PruneRunsVariables,
} from "../operations/prune-runs.ts";
import { archiveRun, openArchives } from "./archive-run.ts";

interface PruneOptions extends ConnectionOptions {
  /** In milliseconds. */
  readonly olderThan: number;
  readonly project?: string;
  readonly domain?: string;
  readonly evenIfOpen?: boolean;
  readonly dryRun?: boolean;
  readonly archive?: string;
  readonly json?: boolean;
}

/** Runs in one request, which is one transaction. */
const page = 100;

const examples = `
Examples:
  $ runledger prune --older-than 90d --dry-run
  $ runledger prune --older-than 2w --project flytesnacks --domain development
  $ runledger prune --older-than 12h --json | jq .actions
  $ runledger prune --older-than 90d --archive /var/lib/runledger/archive
  $ runledger prune --older-than 90d --archive 's3://bucket/runs?region=eu-central-1'
`;

/** Makes the command that deletes old runs. */
export function pruneCommand(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("prune")
    .summary("delete old runs")
    .description(
      "Deletes runs that have settled and not changed for a while, with all that is told of them, a hundred in a transaction. Whoever " +
        "watches one of them is told. With --archive each is put into a file of its own before, which is read back and verified; `runledger " +
        "validate`, `explain` and `import archive` read it. A gateway does the same by itself with --keep-runs and --archive.",
    )
    .requiredOption("--older-than <age>", "how long ago they changed last: 12h, 30d, 8w", parseAge)
    .option("--project <name>", "only of this project", parseScope)
    .option("--domain <name>", "only of this domain", parseScope)
    .option("--even-if-open", "also those that haven't settled")
    .option(
      "--archive <url>",
      "put each into an archive before: in a folder, or s3://BUCKET/PREFIX",
    )
    .option("--dry-run", "say what would be deleted, and delete nothing")
    .option("--json", "write a line of JSON for each run");
  return addConnectionOptions(command)
    .addHelpText("after", examples)
    .action(async (options: PruneOptions) => end(await prune(options, host)));
}

async function prune(options: PruneOptions, host: Host): Promise<ExitCode> {
  if (options.archive !== undefined && options.evenIfOpen === true) {
    throw new UsageError(
      "--archive takes runs that have settled, and --even-if-open others too: leave one of them out",
    );
  }
  const client = await connect(options, host);
  const verb = verbOf(options);
  let [runs, actions, kept] = [0, 0, 0];
  for await (const { kept: left, runs: pruned } of pruning(client, options, host)) {
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

function verbOf({ archive, dryRun }: PruneOptions): string {
  if (dryRun === true) return archive === undefined ? "would delete" : "would archive and delete";
  return archive === undefined ? "deleted" : "archived and deleted";
}

/** A page of runs, or a single one. */
type Pruned = Pick<PrunedPage, "kept"> & {
  readonly runs: readonly (PrunedRun & { readonly archive?: string; readonly bytes?: number })[];
};

/** Deletes page by page, or archives and deletes run by run. */
async function* pruning(
  client: GatewayClient,
  options: PruneOptions,
  host: Host,
): AsyncGenerator<Pruned, void> {
  if (options.archive === undefined || options.dryRun === true) {
    yield* pages(client, options, host);
    return;
  }
  const archives = await openArchives(options.archive);
  const patience = patienceOf(options, host);
  for await (const { kept, runs } of pages(client, { ...options, dryRun: true }, host)) {
    yield { runs: [], kept };
    for (const run of runs) {
      if (host.stop.aborted) return;
      const result = await archiveRun(client, archives, run, patience).catch(toUsage);
      if (result.kind === "archived") {
        const { size: bytes, uri: archive } = result.kept;
        yield { runs: [{ ...run, archive, bytes }], kept: 0 };
      } else {
        host.stderr.write(`left ${run.project}/${run.domain}/${run.name}: ${result.why}\n`);
        yield { runs: [], kept: 1 };
      }
    }
  }
}

/** What is wrong with the place for archives is for who named it to mend. The run at hand is still there. */
function toUsage(error: unknown): never {
  if (error instanceof BlobError) throw new UsageError(`${error.message} (--archive)`);
  throw error;
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
