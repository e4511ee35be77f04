import { type Command, Option } from "commander";
import {
  type ReportFormat,
  formats,
  reportFormats,
  reportTypes,
} from "@runledger/validator/streams";
import { type Severity, severities } from "@runledger/validator";
import { integerFrom } from "../command/parse-values.ts";
import type { InputOptions } from "./validate-inputs.ts";

/** How streams are validated, as the command line says it. */
export interface ValidateOptions extends InputOptions {
  readonly format: ReportFormat;
  readonly config?: string;
  readonly waivers?: string;
  readonly failOn?: Severity;
  readonly threads?: number;
  readonly maxActions?: number;
  readonly maxFindings?: number;
  readonly fromLedger?: boolean;
  readonly partial?: boolean;
}

/** Adds the options that say how input is read. */
export function addInputOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--input-format <format>", "how records are written (default: found out)").choices(
        formats,
      ),
    )
    .addOption(
      new Option(
        "--type <message>",
        "what the reports are (default: found out, one by one)",
      ).choices(reportTypes),
    )
    .option("--run <name>", "which run of a gateway: project/domain/name")
    .option("--from-ledger", "take the ledger's own reports too: the stream is a recording")
    .option("--token-file <file>", "a file with the token for a gateway")
    .addOption(
      new Option("--give-up-after <seconds>", "how long to try while no gateway answers")
        .argParser(integerFrom(0, 86_400))
        .default(60),
    );
}

/** Adds the options that say how streams are judged and what is written. */
export function addValidateOptions(command: Command): Command {
  command
    .addOption(
      new Option("--format <format>", "how the report is written")
        .choices(reportFormats)
        .default("human"),
    )
    .option("--config <file>", "settings (default: runledger.config.json, if it is there)")
    .option("--waivers <file>", "findings that are borne for a while")
    .addOption(new Option("--fail-on <severity>", "the mildest that fails").choices(severities))
    .option(
      "--follow",
      "go on with what comes to a gateway until the run has settled, or until Ctrl-C",
    )
    .option("--partial", "the stream was cut: don't fault what is still open")
    .option("--threads <number>", "how many threads judge", integerFrom(1, 256))
    .option("--max-actions <number>", "how many are remembered at a time", integerFrom(100, 1e8))
    .option("--max-findings <number>", "how many are told whole", integerFrom(1, 1_000_000));
  return addInputOptions(command);
}
