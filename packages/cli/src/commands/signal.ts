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
import { UsageError } from "../command/usage-error.ts";
import { answer } from "../workflow/answer.ts";

interface SignalOptions extends ConnectionOptions {
  readonly project: string;
  readonly domain: string;
}

const examples = `
Examples:
  $ runledger signal thumbnails-k3x9q2 publish true
  $ runledger signal nightly-0 how-many 12
`;

/** Makes the command that answers a condition. */
export function signalCommand(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("signal")
    .summary("answer an action that asks a person")
    .description(
      "Gives an action that is PAUSED its value: true or false, a number or text, as the action was declared to want it. The same " +
        "value again is fine, and another one is refused.",
    )
    .argument("<run>", "the run's name", parseRunName)
    .argument("<action>", "the action's name")
    .argument("<value>", "the value")
    .option("--project <name>", "the project that the run belongs to", parseScope, "default")
    .option("--domain <name>", "the domain that the run belongs to", parseScope, "development");
  return addConnectionOptions(command)
    .addHelpText("after", examples)
    .action(async (run: string, action: string, value: string, options: SignalOptions) =>
      end(await signal({ run, action, value }, options, host)),
    );
}

async function signal(
  { action, run, value }: { run: string; action: string; value: string },
  options: SignalOptions,
  host: Host,
): Promise<ExitCode> {
  const client = await connect(options, host);
  const { domain, project } = options;
  const id = { run: { project, domain, name: run }, name: action };
  const answered = await retry(() => answer(client, id, value), patienceOf(options, host));
  switch (answered.kind) {
    case "wrong":
      throw new UsageError(answered.message);
    case "refused":
      host.stderr.write(`refused: ${answered.message}\n`);
      return exitCode.failed;
    default:
      host.stdout.write(`${action} has its answer\n`);
      return exitCode.ok;
  }
}
