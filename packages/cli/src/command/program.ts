import { Command } from "commander";
import { abortCommand } from "../commands/abort.ts";
import { compatCommand } from "../commands/compat.ts";
import { demoCommand } from "../commands/demo.ts";
import { explainCommand } from "../commands/explain.ts";
import { importCommand } from "../commands/import.ts";
import { mirrorCommand } from "../commands/mirror.ts";
import { pruneCommand } from "../commands/prune.ts";
import { registerCommand } from "../commands/register.ts";
import { replayCommand } from "../commands/replay.ts";
import { runWorkflowCommand } from "../commands/run-workflow.ts";
import { runsCommand } from "../commands/runs.ts";
import { serveCommand } from "../commands/serve.ts";
import { signalCommand } from "../commands/signal.ts";
import { validateCommand } from "../commands/validate.ts";
import { watchCommand } from "../commands/watch.ts";
import { workerCommand } from "../commands/worker.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import type { Host } from "./host.ts";
import { version } from "./version.ts";

const after = `
Exit codes:
  ${exitCode.ok}    all that was asked for was done
  ${exitCode.failed}    something was refused, no gateway answered, or a run failed
  ${exitCode.usage}    the command line or the input is wrong; nothing was sent
  ${exitCode.interrupted}  stopped by Ctrl-C

Environment:
  RUNLEDGER_URL    the gateway's address, where --to doesn't say
  RUNLEDGER_TOKEN  the token to send, where --token-file doesn't say
  RUNLEDGER_FROM_TOKEN  the token that mirror sends upstream, where --from-token-file doesn't say
  NO_COLOR         no colours, whatever the value
`;

/** Makes the command with all its subcommands. @param end is told the exit code of the one that ran */
export function program(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("runledger")
    .description("The system of record for the life of a run.")
    .version(version, "-V, --version", "write the version")
    .helpOption("-h, --help", "write this help, or that of a command")
    .addHelpText("after", after)
    .enablePositionalOptions();
  command.addCommand(serveCommand(host, end));
  command.addCommand(workerCommand(host, end));
  command.addCommand(runWorkflowCommand(host, end));
  command.addCommand(signalCommand(host, end));
  command.addCommand(demoCommand(host, end));
  command.addCommand(replayCommand(host, end));
  command.addCommand(importCommand(host, end));
  command.addCommand(mirrorCommand(host, end));
  command.addCommand(registerCommand(host, end));
  command.addCommand(runsCommand(host, end));
  command.addCommand(watchCommand(host, end));
  command.addCommand(abortCommand(host, end));
  command.addCommand(pruneCommand(host, end));
  command.addCommand(validateCommand(host, end));
  command.addCommand(explainCommand(host, end));
  command.addCommand(compatCommand(host, end));
  for (const each of [command, ...command.commands]) {
    each
      .exitOverride()
      .configureOutput({
        writeOut: (text) => host.stdout.write(text),
        writeErr: (text) => host.stderr.write(text),
        getOutHelpWidth: () => host.stdout.columns ?? 100,
        getErrHelpWidth: () => host.stderr.columns ?? 100,
      })
      .showHelpAfterError(
        `(${each === command ? "runledger" : `runledger ${each.name()}`} --help says more)`,
      );
  }
  return command;
}
