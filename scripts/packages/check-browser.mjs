import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.mjs";
import { run } from "./run.mjs";

/** What a page does with the packages: writes a message, reads it back, and asks the lifecycle about it. */
const page = `
import * as proto from "@runledger/proto";
import * as state from "@runledger/state";
import * as lifecycle from "@runledger/lifecycle";
for (const [name, module] of Object.entries({ proto, state, lifecycle })) {
  if (Object.keys(module).length === 0) throw new Error(name + " exports nothing");
}
report("fine");
`;

/** Takes away what a browser does not have, and only then runs the page. */
const browser = `
const { readFileSync } = await import("node:fs");
const code = readFileSync("page.js", "utf8");
const print = console.log;
globalThis.report = (text) => print(text);
for (const name of ["process", "Buffer", "global", "setImmediate", "clearImmediate", "require"]) delete globalThis[name];
(0, eval)(code);
`;

/**
 * Bundles the packages that run in browsers into a page's script, and runs it without anything that only Node has.
 *
 * @param {string} consumer
 * @returns {Promise<string[]>}
 */
export async function checkBrowser(consumer) {
  const result = await bundle(page, consumer);
  if (result.kind === "failed") return [`the browser bundle cannot be built: ${result.message}`];
  writeFileSync(join(consumer, "page.js"), result.code);
  const { ok, output } = await run(
    process.execPath,
    ["--input-type=module", "--eval", browser],
    consumer,
  );
  return ok && output.trim() === "fine" ? [] : [`the browser bundle does not run:\n${output}`];
}
