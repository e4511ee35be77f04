import { Command } from "commander";
import type { ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";

/**
 * Makes the command that does the work of queued actions. Its flags are handed on as they are, and what it needs is loaded only
 * when it is called.
 */
export function workerCommand(host: Host, end: (code: ExitCode) => void): Command {
  return new Command("worker")
    .summary("do the work of queued actions, beside a gateway on PostgreSQL")
    .argument("[flags...]", "the worker's flags: worker --help lists them")
    .allowUnknownOption()
    .helpOption(false)
    .action(async (flags: readonly string[]) => {
      const { runWorker } = await import("@runledger/gateway");
      const worker = {
        args: flags,
        environment: host.env,
        out: (text: string) => host.stdout.write(text),
        error: (text: string) => host.stderr.write(text),
      };
      end(await runWorker(worker, host.stop));
    });
}
