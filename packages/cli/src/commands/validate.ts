import { availableParallelism } from "node:os";
import { Command } from "commander";
import {
  type Report,
  type StreamResult,
  isFailed,
  renderReport,
  validateStreams,
} from "@runledger/validator/streams";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { version } from "../command/version.ts";
import { painter } from "../terminal/paint.ts";
import { Progress } from "../terminal/progress.ts";
import { isGateway, openInputs } from "./validate-inputs.ts";
import { type ValidateOptions, addValidateOptions } from "./validate-options.ts";
import { type ValidateSettings, readSettings } from "./validate-settings.ts";

const after = `
Input is size-delimited protobuf, lines of JSON, or a JSON array, of ActionEvents or Flyte 1 events; plain or compressed
with gzip or zstd. All of that is found out.

Examples:
  $ runledger validate events.jsonl
  $ kafkacat … | runledger validate - --format github
  $ runledger validate http://127.0.0.1:8090 --run default/development/my-run

Exit codes:
  ${exitCode.ok}  no rule is broken that fails the check
  ${exitCode.failed}  some are, or a waiver has expired or is of no use
  ${exitCode.usage}  the command line is wrong, or some input can't be read; the rest was judged
  ${exitCode.internal}  a mistake in this program
`;

/** In bytes: below, starting threads takes longer than judging. */
const worthThreads = 32 * 1024 * 1024;

/** Makes the command that judges streams of reports. */
export function validateCommand(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("validate")
    .summary("judge streams of reports")
    .description(
      "Judges whether the reports in files, standard input or a gateway tell a legal story, by the lifecycles and by rules.",
    )
    .argument("<input...>", "files, - for standard input, or the address of a gateway");
  return addValidateOptions(command)
    .addHelpText("after", after)
    .action(async (names: readonly string[], options: ValidateOptions) => {
      end(await validate(names, options, host));
    });
}

async function validate(
  names: readonly string[],
  options: ValidateOptions,
  host: Host,
): Promise<ExitCode> {
  const settings = readSettings(options);
  const inputs = openInputs(names, options, host);
  const progress = new Progress(host.stderr, painter(host.stderr, host.env), host.clock);
  const size = inputs.reduce((sum, input) => sum + (input.size ?? 0), 0);
  const result = await validateStreams(inputs, {
    ...judgingOf(names, options, settings, host),
    threads: options.threads ?? (size > worthThreads ? availableParallelism() : 1),
    signal: host.stop,
    onProgress: (bytes, source) =>
      progress.update(bytes, Math.max(size, bytes), `bytes, ${inputs[source]?.name ?? ""}`),
  });
  progress.clear();
  const report: Report = {
    result,
    failOn: options.failOn ?? settings.config.failOn ?? "error",
    severities: settings.config.rules ?? {},
    version,
  };
  host.stdout.write(renderReport(report, options.format, painter(host.stdout, host.env)));
  return codeOf(report, result, host);
}

function judgingOf(
  names: readonly string[],
  options: ValidateOptions,
  { config, waivers }: ValidateSettings,
  host: Host,
): Omit<Parameters<typeof validateStreams>[1], "threads"> {
  const { clockTolerance, maxAttempts, queueingBudget, rules } = config;
  return {
    now: host.clock.now(),
    waivers,
    severities: rules ?? {},
    isPartial: options.partial === true,
    fromLedger: options.fromLedger === true || names.some(isGateway),
    ...(clockTolerance === undefined ? {} : { clockTolerance: clockTolerance * 1000 }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    ...(queueingBudget === undefined ? {} : { queueingBudget: queueingBudget * 1000 }),
    ...(options.maxActions === undefined ? {} : { maxActions: options.maxActions }),
    ...(options.maxFindings === undefined ? {} : { maxFindings: options.maxFindings }),
  };
}

function codeOf(report: Report, { problemCount }: StreamResult, host: Host): ExitCode {
  if (host.stop.aborted) return exitCode.interrupted;
  if (problemCount > 0) return exitCode.usage;
  return isFailed(report) ? exitCode.failed : exitCode.ok;
}
