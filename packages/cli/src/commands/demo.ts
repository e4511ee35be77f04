import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { addConnectionOptions, type ConnectionOptions } from "../command/connection-options.ts";
import type { ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { readText } from "../document/read-text.ts";
import { turboSource } from "./import.ts";
import { play } from "./play.ts";

/** The summary of a build of Runledger itself: two folders up, from the source as from what is built of it. */
const sample = fileURLToPath(new URL("../../samples/turbo-build.json", import.meta.url));

const examples = `
Examples:
  $ runledger demo
  $ runledger demo --json       ends with a summary for programs
  $ runledger serve --demo      starts a gateway and does the same
`;

interface DemoOptions extends ConnectionOptions {
  readonly json?: boolean;
}

/** Makes the command that plays the sample. */
export function demoCommand(host: Host, end: (code: ExitCode) => void): Command {
  const command = new Command("demo")
    .summary("play the record of a real build into a gateway")
    .description(
      "Plays the record of a real build, of Runledger itself, into a gateway as if it happened now.",
    );
  return addConnectionOptions(command)
    .option("--json", "write the summary as JSON")
    .addHelpText("after", examples)
    .action(async (options: DemoOptions) => end(await playDemo(options, host)));
}

/** Plays the sample: each time as a run of its own, at the speed at which it happened. */
export async function playDemo(connection: DemoOptions, host: Host): Promise<ExitCode> {
  const source = turboSource(sample, await readText(sample));
  const run = `demo-${new Date(host.clock.now())
    .toISOString()
    .replace(/\.\d+Z$/, "")
    .replace(/[-:]/g, "")
    .replace("T", "-")}`;
  const address = new URL(connection.to).origin;
  host.stderr.write(`watch it in another terminal: npx runledger watch ${run} --to ${address}\n`);
  return play(
    source,
    {
      ...connection,
      run,
      project: "default",
      domain: "development",
      speed: 1,
      startAt: "now",
      batch: 200,
      concurrency: 4,
    },
    host,
  );
}
