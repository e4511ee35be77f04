import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Command, Option } from "commander";
import {
  CompatError,
  type CompatFormat,
  type CompatOptions,
  actionPhase,
  compare,
  compatFormats,
  formatDifference,
  formatReport,
  hasFailed,
  runReplay,
} from "@runledger/validator/compat";
import { type ReportType, reportTypes } from "@runledger/validator/streams";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { UsageError } from "../command/usage-error.ts";
import { openInputs } from "./validate-inputs.ts";

interface CommandOptions {
  readonly against?: readonly string[];
  readonly config?: string;
  readonly overlay?: string;
  readonly operations?: readonly string[];
  readonly buf?: string;
  readonly format: CompatFormat;
  readonly output?: readonly string[];
  readonly replay?: readonly string[];
  readonly lifecycle: string;
  readonly type?: ReportType;
}

const examples = `
Examples:
  $ runledger compat --against main
  $ runledger compat --against v1.4.0 --against v1.3.0 --format github
  $ runledger compat --against npm:@acme/protos@1.4.0 --output report.json --output summary.md
  $ runledger compat --against main --replay recorded.jsonl

Exit codes:
  0  nothing breaks that the policy holds
  1  something breaks, or a waiver is expired or unused
  2  the command line or the input is wrong, or something that is needed isn't installed
  3  a mistake in this program
`;

/** Makes the command that compares schemas with what they were. */
export function compatCommand(host: Host, end: (code: ExitCode) => void): Command {
  return new Command("compat")
    .summary("say whom a change of the schemas breaks")
    .description(
      "Compares the schemas in a folder with what they were: bytes and JSON, lifecycles, constraints, GraphQL, TypeScript. " +
        "Says of each change whether old readers or new ones break, and in which order to upgrade. " +
        "The section compat of runledger.config.json says what must hold.",
    )
    .argument("[folder]", "the folder that is judged", ".")
    .option(
      "--against <earlier...>",
      "a git ref, a folder, an image that buf built, a .tgz or npm:name@version; the latest first",
    )
    .option("--config <file>", "the policy (default: runledger.config.json, if it is there)")
    .option("--overlay <file>", "lifecycles for enums that are somebody else's")
    .option("--operations <globs...>", "the GraphQL operations that are known")
    .option("--buf <program>", "the buf program (default: the one that is installed)")
    .addOption(
      new Option("--format <format>", "how to write the report")
        .choices(compatFormats)
        .default("human"),
    )
    .option(
      "--output <files...>",
      "write reports to files too, by their ends: .json .jsonl .sarif .xml .md .txt",
    )
    .option(
      "--replay <streams...>",
      "play recorded reports to old and new readers, and say what changes",
    )
    .addOption(
      new Option(
        "--type <message>",
        "with --replay: what the reports are (default: found out)",
      ).choices(reportTypes),
    )
    .option("--lifecycle <enum>", "with --replay: the enum by whose lifecycle", actionPhase)
    .addHelpText("after", examples)
    .action(async (folder: string, options: CommandOptions) => {
      end(await guarded(() => run(folder, options, host)));
    });
}

async function run(folder: string, options: CommandOptions, host: Host): Promise<ExitCode> {
  const { config, overlay, operations, buf } = options;
  const shared: CompatOptions = {
    folder: resolve(folder),
    against: options.against ?? [],
    env: host.env,
    today: new Date(host.clock.now()).toISOString().slice(0, 10),
    ...(config === undefined ? {} : { config: resolve(config) }),
    ...(overlay === undefined ? {} : { overlay: resolve(overlay) }),
    ...(operations === undefined ? {} : { operations }),
    ...(buf === undefined ? {} : { buf }),
  };
  if (options.replay !== undefined) return playBack(shared, options.replay, options, host);
  const outputs = (options.output ?? []).map((file) => [file, formatOf(file)] as const);
  const report = await compare(shared);
  host.stdout.write(formatReport(report, options.format));
  for (const [file, format] of outputs) await writeFile(file, formatReport(report, format));
  return hasFailed(report) ? exitCode.failed : exitCode.ok;
}

async function playBack(
  shared: CompatOptions,
  names: readonly string[],
  { lifecycle, type }: CommandOptions,
  host: Host,
): Promise<ExitCode> {
  const streams = openInputs(
    names,
    { giveUpAfter: 60, ...(type === undefined ? {} : { type }) },
    host,
  );
  let differences = 0;
  const count = await runReplay({ ...shared, streams, lifecycle }, (difference) => {
    differences += 1;
    host.stdout.write(`${formatDifference(difference)}\n`);
  });
  host.stdout.write(`${count} reports played, ${differences} seen differently\n`);
  return differences === 0 ? exitCode.ok : exitCode.failed;
}

const formats: Readonly<Record<string, CompatFormat>> = {
  json: "json",
  jsonl: "jsonl",
  sarif: "sarif",
  xml: "junit",
  md: "markdown",
  txt: "human",
};

function formatOf(file: string): CompatFormat {
  const format = formats[file.split(".").at(-1) ?? ""];
  if (format !== undefined) return format;
  throw new UsageError(
    `--output ${file}: its end says no format; use one of .${Object.keys(formats).join(", .")}`,
  );
}

/** Puts what the comparison refuses as every command does. */
async function guarded(action: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof CompatError) throw new UsageError(error.message);
    throw error;
  }
}
