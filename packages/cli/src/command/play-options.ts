import { type Command, Option } from "commander";
import { addConnectionOptions, type ConnectionOptions } from "./connection-options.ts";
import { integerFrom, parseRunName, parseScope, parseSpeed, parseStart } from "./parse-values.ts";

/** How to send a story to a gateway, as the command line says it. */
export interface PlayOptions extends ConnectionOptions {
  readonly project: string;
  readonly domain: string;
  readonly run?: string;
  /** A factor; Infinity doesn't wait. */
  readonly speed: number;
  /** In milliseconds since 1970. Undefined: when the record says. */
  readonly startAt?: number | "now";
  readonly batch: number;
  readonly concurrency: number;
  readonly json?: boolean;
  readonly dryRun?: boolean;
}

const speed = new Option(
  "--speed <factor>",
  "how many times as fast as it happened; 1 is real time, 0 or max doesn't wait",
);

/** Adds the options with which a command sends a story. */
export function addPlayOptions(command: Command): Command {
  command
    .option(
      "--run <name>",
      "the run's name (default: made of the input: the same input is the same run)",
      parseRunName,
    )
    .option("--project <name>", "the project that the run belongs to", parseScope, "default")
    .option("--domain <name>", "the domain that the run belongs to", parseScope, "development")
    .addOption(speed.argParser(parseSpeed).default(Infinity, "max"))
    .option(
      "--start-at <time>",
      'when it is told to have begun: a time or "now" (default: when it did)',
      parseStart,
    )
    .option(
      "--batch <reports>",
      "how many reports to send together, at most",
      integerFrom(1, 10_000),
      200,
    )
    .option(
      "--concurrency <batches>",
      "how many batches may be on their way at a time",
      integerFrom(1, 64),
      4,
    );
  return addConnectionOptions(command)
    .option("--dry-run", "send nothing; say what would be sent, with --json report by report")
    .option("--json", "write the summary as JSON");
}
