import { readFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import type { PatienceOptions } from "../client/patience.ts";
import { GatewayClient } from "../client/gateway-client.ts";
import type { Host } from "./host.ts";
import { integerFrom, parseEndpoint } from "./parse-values.ts";
import { UsageError } from "./usage-error.ts";

/** How to reach a gateway, as the command line says it. */
export interface ConnectionOptions {
  /** The address of its GraphQL. */
  readonly to: string;
  readonly tokenFile?: string;
  /** In seconds. */
  readonly giveUpAfter: number;
}

/** Where a gateway is, if nobody says otherwise. */
export const DEFAULT_ADDRESS = "http://127.0.0.1:8090";

/** How long to wait for one answer, in milliseconds. */
const timeout = 30_000;

/** Adds the options with which a command reaches a gateway. */
export function addConnectionOptions(command: Command): Command {
  const address = new Option("--to <url>", "the gateway's address").env("RUNLEDGER_URL");
  const patience = new Option(
    "--give-up-after <seconds>",
    "how long to try while no gateway answers",
  );
  return command
    .addOption(
      address.argParser(parseEndpoint).default(parseEndpoint(DEFAULT_ADDRESS), DEFAULT_ADDRESS),
    )
    .option(
      "--token-file <file>",
      "a file with the token to send (env: RUNLEDGER_TOKEN, the token itself)",
    )
    .addOption(patience.argParser(integerFrom(0, 86_400)).default(60));
}

/** Makes a client of what the command line and the environment say. */
export async function connect(options: ConnectionOptions, host: Host): Promise<GatewayClient> {
  const token =
    options.tokenFile === undefined
      ? host.env["RUNLEDGER_TOKEN"]
      : await readToken(options.tokenFile, "--token-file");
  return new GatewayClient({
    endpoint: options.to,
    token: token === "" ? undefined : token,
    timeout,
  });
}

/** Says how patient a command is with its gateway. */
export function patienceOf(
  options: ConnectionOptions,
  host: Host,
  onWait?: PatienceOptions["onWait"],
): PatienceOptions {
  return {
    clock: host.clock,
    random: host.random,
    giveUpAfter: options.giveUpAfter * 1000,
    signal: host.stop,
    ...(onWait === undefined ? {} : { onWait }),
  };
}

/** Reads a token from a file. @param option the flag that has named it */
export async function readToken(file: string, option: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    throw new UsageError(
      `${option} ${file} can't be read (${String(error)}): check the path and its permissions`,
    );
  }
}
