import { Command } from "commander";
import { explainAction, toExplanation } from "@runledger/validator/streams";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { painter } from "../terminal/paint.ts";
import { type InputOptions, isGateway, openInputs } from "./validate-inputs.ts";
import { addInputOptions } from "./validate-options.ts";

interface ExplainOptions extends InputOptions {
  readonly action?: string;
  readonly fromLedger?: boolean;
}

const examples = `
Examples:
  $ runledger explain events.jsonl --action train
  $ runledger explain events.bin --action default/development/my-run/a0
  $ runledger explain flyte1.jsonl --action n0/train
  $ runledger explain events.jsonl --run my-run
`;

/** Makes the command that tells why an action is in its phase. */
export function explainCommand(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("explain")
    .summary("tell why an action or a run is in its phase")
    .description("Tells the chain of reports on an action, and what each of them did.")
    .argument("<input...>", "files, - for standard input, or the address of a gateway")
    .option(
      "--action <name>",
      "the action's name, or run/action, or all of its name (default: runs, by their roots)",
    );
  return addInputOptions(command)
    .addHelpText("after", examples)
    .action(async (names: readonly string[], options: ExplainOptions) => {
      end(await explain(names, options, host));
    });
}

async function explain(
  names: readonly string[],
  options: ExplainOptions,
  host: Host,
): Promise<ExitCode> {
  const inputs = openInputs(names, options, host);
  const fromLedger = options.fromLedger === true || names.some(isGateway);
  const { action, run } = options;
  const { actions, problems } = await explainAction(inputs, { action, run, fromLedger });
  const paint = painter(host.stdout, host.env);
  for (const each of actions) host.stdout.write(toExplanation(each, paint));
  for (const { source, byte, line, message } of problems) {
    const place = line > 0 ? `${source}:${line}` : `${source}@${byte}`;
    host.stderr.write(`unreadable ${place}: ${message}\n`);
  }
  if (actions.length === 0) {
    host.stderr.write(`nothing was told of ${action === undefined ? "a run" : `"${action}"`}\n`);
  }
  if (problems.length > 0) return exitCode.usage;
  return actions.length === 0 ? exitCode.failed : exitCode.ok;
}
