import { Command, Option } from "commander";
import type { ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { integerFrom, numberFrom } from "../command/parse-values.ts";
import { addPlayOptions, type PlayOptions } from "../command/play-options.ts";
import { readText } from "../document/read-text.ts";
import { tellTrace } from "../plan/tell-trace.ts";
import type { SimulationOptions } from "../schedule/simulate.ts";
import { readTrace } from "../wfformat/read-trace.ts";
import { play } from "./play.ts";
import type { Source } from "./source.ts";

interface ReplayOptions extends PlayOptions {
  readonly seed: number;
  readonly failureRate: number;
  readonly maxAttempts: number;
  readonly slots: number;
}

const examples = `
Examples:
  $ runledger replay montage.json                      as fast as the gateway takes it
  $ runledger replay montage.json --speed 2000         an hour in two seconds
  $ runledger replay montage.json --slots 48 --failure-rate 0.1 --seed 7
  $ runledger replay montage.json --dry-run --json | head -3
`;

const slotsOption = new Option("--slots <number>", "how many attempts may be at work at a time");

/** Makes the command that replays a workflow's trace. */
export function replayCommand(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("replay")
    .summary("replay a workflow trace as the reports of a run")
    .description(
      "Turns a workflow trace in WfFormat 1.5 (github.com/wfcommons/WfInstances) into a run and sends it as reports: each " +
        "task is queued when its last parent has ended, waits for a slot, is set up, runs for its runtime and ends. Some " +
        "attempts go wrong and are retried, as the seed has it. The same command tells the same, so it can be stopped and " +
        "called again.",
    )
    .argument("<file>", 'the trace; "-" reads standard input')
    .option("--seed <number>", "decides what chance decides", integerFrom(0, 2 ** 32 - 1), 1)
    .option(
      "--failure-rate <rate>",
      "how likely it is for an attempt to go wrong",
      numberFrom(0, 0.99),
      0.05,
    )
    .option(
      "--max-attempts <number>",
      "how many attempts a task may have; the last one succeeds",
      integerFrom(1, 100),
      3,
    )
    .addOption(slotsOption.argParser(integerFrom(1, 1_000_000)).default(Infinity, "any number"));
  return addPlayOptions(command)
    .addHelpText("after", examples)
    .action(async (file: string, options: ReplayOptions) =>
      end(await play(await sourceOf(file, options), options, host)),
    );
}

async function sourceOf(
  file: string,
  { seed, failureRate, maxAttempts, slots }: ReplayOptions,
): Promise<Source> {
  const text = await readText(file);
  const trace = readTrace(file, text);
  const simulation: SimulationOptions = { seed, failureRate, maxAttempts, slots };
  return {
    title: trace.name,
    startedAt: trace.startedAt,
    identity: [text, JSON.stringify(simulation)],
    tell: (run, startedAt) => tellTrace(trace, run, startedAt, simulation),
  };
}
