#!/usr/bin/env node
// What buf starts: named in buf.yaml under plugins. Speaks PluginRPC over standard input and output.

import { buffer } from "node:stream/consumers";
import { serve } from "./serve.ts";

const answer = await serve({ args: process.argv.slice(2), read: () => buffer(process.stdin) });
if (answer === undefined) {
  process.stderr.write(
    "buf starts this program: name it in buf.yaml, as in\n\nplugins:\n  - plugin: buf-plugin-runledger\n",
  );
  process.exitCode = 2;
} else {
  process.stdout.write(answer);
}
