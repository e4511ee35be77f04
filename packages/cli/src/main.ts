#!/usr/bin/env node
import { systemClock } from "./command/clock.ts";
import { exitCode } from "./command/exit-code.ts";
import { run } from "./command/run.ts";

const stop = new AbortController();

/** Ends the command in good order, or at once if asked again. */
function onSignal(): void {
  if (stop.signal.aborted) process.exit(exitCode.interrupted);
  // What is drawn on the terminal ends first.
  stop.abort();
  process.stderr.write("\nstopping; once more to stop at once\n");
}

process.on("SIGINT", onSignal);
process.on("SIGTERM", onSignal);
// `runledger … | head` ends what reads: there is nobody left to write for.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(exitCode.ok);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  clock: systemClock,
  random: Math.random,
  stop: stop.signal,
  // Looked at by those alone who ask: others leave it to whom they start.
  get input() {
    return process.stdin.isTTY ? process.stdin : undefined;
  },
  interrupt: onSignal,
});
