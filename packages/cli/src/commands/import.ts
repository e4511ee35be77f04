import { Argument, Command } from "commander";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { addPlayOptions, type PlayOptions } from "../command/play-options.ts";
import { UsageError } from "../command/usage-error.ts";
import { readText } from "../document/read-text.ts";
import { tellSummary } from "../plan/tell-summary.ts";
import { readSummary } from "../turbo/read-summary.ts";
import { importArchives } from "./import-archives.ts";
import { play } from "./play.ts";
import type { Source } from "./source.ts";

/** What can be imported: a reader for each format. */
const formats: Readonly<Record<string, (file: string, text: string) => Source>> = {
  "turbo-summary": turboSource,
};

const examples = `
Examples:
  $ turbo run build --summarize
  $ runledger import turbo-summary .turbo/runs/*.json
  $ runledger import turbo-summary run.json --speed 1 --start-at now      as if it happened again
  $ runledger import archive /var/lib/runledger/archive/p/d/*.runledger.gz
`;

/** Makes the command that imports a record of something that was run. */
export function importCommand(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("import")
    .summary("import the record of something that was run")
    .description(
      "Turns the record of something that was run into a run, at the times at which it happened, and sends it as reports. " +
        "A turbo-summary is what `turbo run … --summarize` leaves in .turbo/runs: tasks, dependencies, cache hits, exit codes. " +
        "An archive is what `prune --archive` and a gateway with --archive make of a run: it is recorded as it was, under its own name, " +
        "and nothing of how it is told can be chosen.",
    )
    .addArgument(
      new Argument("<format>", "what the file is").choices([...Object.keys(formats), "archive"]),
    )
    .argument("<file...>", 'the record, or several; "-" reads standard input');
  return addPlayOptions(command)
    .addHelpText("after", examples)
    .action(
      async (format: string, files: readonly string[], options: PlayOptions, own: Command) => {
        if (format !== "archive") return end(await importAll(format, files, options, host));
        refuseChosen(own);
        return end(await importArchives(files, options, host));
      },
    );
}

/** Refuses what says how a story is to be told: an archive holds what was. */
function refuseChosen(command: Command): void {
  const known: ReadonlySet<string> = new Set(["to", "tokenFile", "giveUpAfter", "dryRun", "json"]);
  const chosen = command.options
    .filter((option) => !known.has(option.attributeName()))
    .find((option) => command.getOptionValueSource(option.attributeName()) === "cli");
  if (chosen === undefined) return;
  throw new UsageError(
    `${chosen.long} isn't for archives: an archive is recorded as it was, under its own name`,
  );
}

/** Reads all records before the first is sent: what is wrong with one is said while nothing has happened. */
async function importAll(
  format: string,
  files: readonly string[],
  options: PlayOptions,
  host: Host,
): Promise<ExitCode> {
  if (files.length > 1 && options.run !== undefined) {
    throw new UsageError(
      `--run names one run, and there are ${files.length} files: leave it out, or import one at a time`,
    );
  }
  const sources: Source[] = [];
  for (const file of files) {
    const read = formats[format];
    if (read !== undefined) sources.push(read(file, await readText(file)));
  }
  for (const source of sources) {
    const code = await play(source, options, host);
    if (code !== exitCode.ok) return code;
  }
  return exitCode.ok;
}

/** Reads the summary of a run of turbo. @param file the name to show in errors */
export function turboSource(file: string, text: string): Source {
  const summary = readSummary(file, text);
  return {
    title: summary.command,
    startedAt: summary.startedAt,
    identity: [summary.id, text],
    tell: (run, startedAt) => tellSummary(summary, run, startedAt),
  };
}
