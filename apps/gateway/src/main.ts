#!/usr/bin/env node
import { runGateway, type CommandLineResult } from "./run-gateway.ts";

/** What the command line came to, for whoever loads this file rather than starting it. */
export const result: CommandLineResult = await runGateway({
  args: process.argv.slice(2),
  environment: process.env,
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});

if (result.kind === "ended") {
  process.exitCode = result.exitCode;
} else {
  result.stopped.catch((error: unknown) => {
    process.stderr.write(`It could not be stopped cleanly: ${String(error)}\n`);
    process.exitCode = 1;
  });
}
