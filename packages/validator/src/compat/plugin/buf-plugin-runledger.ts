#!/usr/bin/env node
// What buf starts: named in buf.yaml under plugins. Speaks PluginRPC over standard input and output.

import { buffer } from "node:stream/consumers";

const args = process.argv.slice(2);

/** The version of PluginRPC. */
const version = "1\n";

// buf asks for the version each time before it asks for anything else, so that is answered before anything is loaded.
const answer = args.includes("--protocol")
  ? version
  : await (await import("./serve.ts")).serve({ args, read: () => buffer(process.stdin) });
if (answer === undefined) {
  process.stderr.write(
    "buf starts this program: name it in buf.yaml, as in\n\nplugins:\n  - plugin: buf-plugin-runledger\n",
  );
  process.exitCode = 2;
} else {
  process.stdout.write(answer);
}
