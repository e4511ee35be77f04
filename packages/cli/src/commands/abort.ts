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
import { parseRunName, parseScope } from "../command/parse-values.ts";
import {
  abortAction,
  type AbortAnswer,
  type AbortPlace,
  abortRun,
  retryAborts,
} from "../operations/abort.ts";
import { abortWords } from "../terminal/abort-words.ts";

interface AbortOptions extends ConnectionOptions {
  readonly project: string;
  readonly domain: string;
  readonly action?: string;
  readonly reason: string;
  readonly retry?: boolean;
}

const examples = `
Examples:
  $ runledger abort nightly --reason "wrong data"
  $ runledger abort nightly --action train
  $ runledger abort nightly --retry                   tells the work again that couldn't be ended
`;

/** Makes the command that aborts. */
export function abortCommand(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("abort")
    .summary("abort a run or an action")
    .description(
      "Aborts a run, or an action and what is below it: all of it that hasn't ended. Everybody sees that at once; the work is told " +
        "by whoever does it, again and again, until it has ended or that is given up.",
    )
    .argument("<run>", "the run's name", parseRunName)
    .option("--project <name>", "the project that the run belongs to", parseScope, "default")
    .option("--domain <name>", "the domain that the run belongs to", parseScope, "development")
    .option("--action <name>", "only this action, and what is below it")
    .option("--reason <text>", "why; shown to people", "")
    .option("--retry", "deliver aborts anew that were given up");
  return addConnectionOptions(command)
    .addHelpText("after", examples)
    .action(async (run: string, options: AbortOptions) => end(await abort(run, options, host)));
}

async function abort(run: string, options: AbortOptions, host: Host): Promise<ExitCode> {
  const { action, domain, project, reason } = options;
  const client = await connect(options, host);
  const patience = patienceOf(options, host);
  const place: AbortPlace = { project, domain, run, ...(action !== undefined && { action }) };
  if (options.retry === true) {
    const retried = await retry(() => client.request(retryAborts, place), patience);
    host.stdout.write(
      retried === 0
        ? "nothing to do: no abort was given up\n"
        : `delivering the aborts of ${retried} actions again\n`,
    );
    return exitCode.ok;
  }
  const operation = action === undefined ? abortRun : abortAction;
  const answer = await retry(() => client.request(operation, { ...place, reason }), patience);
  host.stdout.write(tell(answer));
  return exitCode.ok;
}

function tell({ message, moved, state }: AbortAnswer): string {
  if (message !== "") return `${message}${state === "" ? "" : ` ${abortWords(state)}.`}\n`;
  return `aborted: ${moved} actions; ${abortWords(state)}\n`;
}
