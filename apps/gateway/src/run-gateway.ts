import { StoreError } from "@runledger/store";
import type { Gateway } from "./gateway.ts";
import { greeting } from "./greeting.ts";
import { help } from "./settings/help.ts";
import { resolveSettings } from "./settings/resolve-settings.ts";
import { SettingsError } from "./settings/settings-error.ts";
import { stopOnSignal } from "./stop-on-signal.ts";
import { version } from "./version.ts";

/** Where a command line comes from, and where its answers go. */
export interface CommandLineHost {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** What a command line came to. */
export type CommandLineResult =
  /** The gateway runs. It stops on SIGINT or SIGTERM, and `stopped` resolves then. */
  | { readonly kind: "running"; readonly gateway: Gateway; readonly stopped: Promise<void> }
  /** It doesn't. 0: something was asked for and printed. 1: it can't start. 2: the command line is wrong. */
  | { readonly kind: "ended"; readonly exitCode: 0 | 1 | 2 };

/** Does what a command line says: starts a gateway and prints where it is, or prints help, or what is wrong. */
export async function runGateway(host: CommandLineHost): Promise<CommandLineResult> {
  try {
    const command = resolveSettings(host.args, host.environment);
    if (command.kind !== "start") {
      host.out(command.kind === "help" ? help() : `${version}\n`);
      return { kind: "ended", exitCode: 0 };
    }
    // Loaded only now: help, and what is wrong with a command line, are told without it.
    const { tuneGarbageCollection } = await import("@runledger/ledger");
    tuneGarbageCollection();
    const { startGateway } = await import("./start-gateway.ts");
    const gateway = await startGateway(command.settings);
    const stopped = stopOnSignal(gateway);
    // Counted from the start of the process.
    host.out(greeting(gateway, performance.now()));
    return { kind: "running", gateway, stopped };
  } catch (error) {
    if (error instanceof SettingsError) {
      host.error(`${error.problems.join("\n")}\n`);
      return { kind: "ended", exitCode: error.usage ? 2 : 1 };
    }
    if (error instanceof StoreError) {
      host.error(`${error.message}\n`);
      return { kind: "ended", exitCode: 1 };
    }
    throw error;
  }
}
