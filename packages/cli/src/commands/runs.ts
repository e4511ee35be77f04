import { Command } from "commander";
import { retry } from "../client/retry.ts";
import {
  addConnectionOptions,
  type ConnectionOptions,
  connect,
  patienceOf,
} from "../command/connection-options.ts";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { integerFrom, parsePhases, parseScope } from "../command/parse-values.ts";
import { type ListedRun, listRuns } from "../operations/list-runs.ts";
import { abortWords } from "../terminal/abort-words.ts";
import { formatDuration } from "../terminal/format.ts";
import { type Paint, painter } from "../terminal/paint.ts";
import { formatPhaseCounts, phaseWords } from "../terminal/phase-counts.ts";
import { phaseStyle } from "../terminal/phase-style.ts";

interface RunsOptions extends ConnectionOptions {
  readonly limit: number;
  readonly project?: string;
  readonly domain?: string;
  readonly phase?: readonly string[];
  readonly json?: boolean;
}

const examples = `
Examples:
  $ runledger runs
  $ runledger runs --phase running,failed --limit 100
  $ runledger runs --json | jq -r '.[].name'
`;

/** Makes the command that lists runs. */
export function runsCommand(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("runs")
    .summary("list runs, the newest first")
    .description(
      "Lists the runs that a gateway holds, the newest first, with how many of their actions are in which phase.",
    )
    .option("--limit <runs>", "how many to list", integerFrom(1, 1000), 20)
    .option("--project <name>", "only of this project", parseScope)
    .option("--domain <name>", "only of this domain", parseScope)
    .option(
      "--phase <phases>",
      "only in one of these phases, with commas between them",
      parsePhases,
    )
    .option("--json", "write them as JSON");
  return addConnectionOptions(command)
    .addHelpText("after", examples)
    .action(async (options: RunsOptions) => {
      await list(options, host);
      end(exitCode.ok);
    });
}

async function list(
  { limit, project, domain, phase, json, ...connection }: RunsOptions,
  host: Host,
): Promise<void> {
  const client = await connect(connection, host);
  const variables = {
    first: limit,
    ...(project === undefined ? {} : { project }),
    ...(domain === undefined ? {} : { domain }),
    ...(phase === undefined ? {} : { phases: phase }),
  };
  const runs = await retry(() => client.request(listRuns, variables), patienceOf(connection, host));
  if (json === true) {
    host.stdout.write(`${JSON.stringify(runs, undefined, 2)}\n`);
    return;
  }
  if (runs.length === 0) host.stdout.write("no runs; record one with: runledger replay FILE\n");
  const paint = painter(host.stdout, host.env);
  for (const run of runs) host.stdout.write(`${describe(run, paint)}\n`);
}

function describe(
  { project, domain, name, phase, abort, abortError, counts, startTime, duration }: ListedRun,
  paint: Paint,
): string {
  const took = duration === undefined ? "" : ` in ${formatDuration(duration)}`;
  const parts = [
    paint("bold", name),
    paint("dim", `${project}/${domain}`),
    paint(phaseStyle(phase), phaseWords(phase)) + took,
    abort === "" ? "" : paint("dim", abortText(abort, abortError)),
    startTime.replace(/\.\d+Z$/, "Z"),
    formatPhaseCounts(
      counts.map((count) => [count.phase, count.count] as const),
      paint,
    ),
  ];
  return parts.filter((part) => part !== "").join("  ");
}

/** Says how far an abort has come, and in short what stands in its way. */
function abortText(state: string, error: string): string {
  const [first = ""] = error.split("\n");
  return abortWords(state) + (first === "" ? "" : `: ${first.slice(0, 100)}`);
}
