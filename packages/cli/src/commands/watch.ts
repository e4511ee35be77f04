import { Command } from "commander";
import {
  addConnectionOptions,
  type ConnectionOptions,
  connect,
  patienceOf,
} from "../command/connection-options.ts";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { integerFrom, parsePhases, parseRunName, parseScope } from "../command/parse-values.ts";
import type { WatchActionsVariables } from "../operations/watch-actions.ts";
import { formatDuration } from "../terminal/format.ts";
import { painter } from "../terminal/paint.ts";
import { mapsAsObjects } from "../watch/maps-as-objects.ts";
import { Screen } from "../watch/screen.ts";
import { ShownTree } from "../watch/shown-tree.ts";
import { watchRun } from "../watch/watch-run.ts";

interface WatchOptions extends ConnectionOptions {
  readonly project: string;
  readonly domain: string;
  readonly phase?: readonly string[];
  readonly name?: string;
  readonly after?: number;
  readonly wait?: boolean;
  readonly json?: boolean;
}

const examples = `
Examples:
  $ runledger watch montage-0-8ceea520
  $ runledger watch montage-0-8ceea520 --phase failed,running
  $ runledger watch nightly --wait                    waits for a run that isn't there yet
  $ runledger watch montage-0-8ceea520 --json | jq -c 'select(.kind == "settled")'
`;

/** Makes the command that shows a run while it moves. */
export function watchCommand(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("watch")
    .summary("show a run's tree of actions while it moves")
    .description(
      "Shows the actions of a run while they move, until the run has settled. A connection that is cut is made again, and the " +
        "watch goes on where it was. On a terminal the tree is drawn over itself; elsewhere each change is a line.",
    )
    .argument("<run>", "the run's name", parseRunName)
    .option("--project <name>", "the project that the run belongs to", parseScope, "default")
    .option("--domain <name>", "the domain that the run belongs to", parseScope, "development")
    .option(
      "--phase <phases>",
      "only actions in one of these phases, and what leads to them",
      parsePhases,
    )
    .option("--name <text>", "only actions with this in their name, and what leads to them")
    .option(
      "--after <revision>",
      "only what has changed above this revision",
      integerFrom(0, Number.MAX_SAFE_INTEGER),
    )
    .option("--wait", "wait for a run that isn't known yet")
    .option("--json", "write each frame as a line of JSON");
  return addConnectionOptions(command)
    .addHelpText("after", examples)
    .action(async (run: string, options: WatchOptions) => end(await watch(run, options, host)));
}

async function watch(name: string, options: WatchOptions, host: Host): Promise<ExitCode> {
  const client = await connect(options, host);
  const paint = painter(host.stdout, host.env);
  const tree = new ShownTree();
  const screen = new Screen({
    output: host.stdout,
    paint,
    clock: host.clock,
    tree,
    signal: host.stop,
  });
  const patience = patienceOf(options, host, (error, wait) =>
    host.stderr.write(`${error.message}; trying again in ${formatDuration(wait)}\n`),
  );
  for await (const event of watchRun(client, variablesOf(name, options), patience)) {
    tree.apply(event);
    if (options.json === true) host.stdout.write(`${JSON.stringify(event, mapsAsObjects)}\n`);
    else screen.show(event);
    if (event.kind === "settled") return exitCode.ok;
  }
  return exitCode.interrupted;
}

function variablesOf(name: string, options: WatchOptions): WatchActionsVariables {
  const { project, domain, after, wait, phase, name: nameContains } = options;
  const filter = {
    ...(phase === undefined ? {} : { phases: phase }),
    ...(nameContains === undefined ? {} : { nameContains }),
  };
  return {
    run: { project, domain, name },
    filter,
    wait: wait === true,
    ...(after === undefined ? {} : { afterRevision: after }),
  };
}
