import { CommanderError } from "commander";
import { GatewayError } from "../client/gateway-error.ts";
import { DocumentError } from "../document/document-error.ts";
import { painter } from "../terminal/paint.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import type { Host } from "./host.ts";
import { program } from "./program.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Runs the command.
 *
 * @param words the command line, without the program's own name
 * @returns the exit code. What is wrong has been written to standard error, a mistake in this program with where it happened
 */
export async function run(words: readonly string[], host: Host): Promise<ExitCode> {
  let code: ExitCode = exitCode.ok;
  const command = program(host, (ended) => (code = ended));
  try {
    await command.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    // Commander has written its own message; help and version come this way too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
    const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
    const known = codeOf(error, host);
    const told = known === undefined ? `a mistake in this program: ${stack}` : message;
    host.stderr.write(`${painter(host.stderr, host.env)("red", "error:")} ${told}\n`);
    return known ?? exitCode.internal;
  }
}

function codeOf(error: unknown, host: Host): ExitCode | undefined {
  if (error instanceof UsageError || error instanceof DocumentError) return exitCode.usage;
  if (!(error instanceof GatewayError)) return undefined;
  return host.stop.aborted ? exitCode.interrupted : exitCode.failed;
}
