import { Command } from "commander";
import { GatewayError } from "../client/gateway-error.ts";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { playDemo } from "./demo.ts";

/** What the gateway calls itself in its own help, where it is started without this command. */
const ownName = /runledger-gateway/g;

const demoHelp = `
Of this command:
  --demo                      Plays the record of a real build into the gateway, as it happened, once it runs.

`;

/**
 * Makes the command that starts a gateway. Its flags are the gateway's own and are handed on as they are; the gateway is
 * loaded only when the command is called.
 */
export function serveCommand(host: Host, end: (code: ExitCode) => void): Command {
  return new Command("serve")
    .summary("start a gateway; --demo plays a build into it")
    .argument("[flags...]", "the gateway's flags: serve --help lists them")
    .allowUnknownOption()
    .helpOption(false)
    .option("--demo")
    .action(async (flags: readonly string[], { demo }: { readonly demo?: boolean }) => {
      end(await serve(flags, demo === true, host));
    });
}

async function serve(flags: readonly string[], demo: boolean, host: Host): Promise<ExitCode> {
  const { runGateway } = await import("@runledger/gateway");
  const result = await runGateway({
    args: flags,
    environment: host.env,
    out: (text) => host.stdout.write(text.replace(ownName, "runledger serve")),
    error: (text) => host.stderr.write(text),
  });
  if (result.kind === "ended") {
    if (flags.includes("--help") || flags.includes("-h")) host.stdout.write(demoHelp);
    return result.exitCode;
  }
  if (demo) await tryDemo(`${result.gateway.url}/graphql`, host);
  await result.stopped;
  return exitCode.ok;
}

/** Plays the demo. Where that fails, as without the token that the gateway asks for, the gateway goes on all the same. */
async function tryDemo(to: string, host: Host): Promise<void> {
  try {
    await playDemo({ to, giveUpAfter: 60 }, host);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    host.stderr.write(`the demo can't be played: ${error.message}\n`);
  }
}
