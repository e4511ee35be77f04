import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.mjs";
import { run } from "./run.mjs";

/** What a page does with the packages: sends a message through bytes and JSON, and asks the lifecycle about it. */
const page = `
import { create, fromBinary, fromJsonString, toBinary, toJsonString } from "@bufbuild/protobuf";
import { defineLifecycle } from "@runledger/lifecycle";
import { ActionPhase, ActionPhaseSchema, ActionStatusSchema } from "@runledger/proto";
import { fromProtobuf, isTerminal, phaseNames, toProtobufValue } from "@runledger/state";

const status = create(ActionStatusSchema, { phase: ActionPhase.PAUSED, attempts: 3 });
const copies = [
  fromBinary(ActionStatusSchema, toBinary(ActionStatusSchema, status)),
  fromJsonString(ActionStatusSchema, toJsonString(ActionStatusSchema, status)),
];
const lifecycle = defineLifecycle(ActionPhaseSchema);
report({
  phases: copies.map(({ phase }) => fromProtobuf(phase)),
  terminal: copies.map(({ phase }) => isTerminal(phase)),
  agree: phaseNames.every((name) => isTerminal(toProtobufValue(name)) === lifecycle.isTerminal(toProtobufValue(name))),
});
`;

/** What that page finds. */
const answer = { phases: ["paused", "paused"], terminal: [false, false], agree: true };

/** Takes away what a browser does not have, and only then runs the page. */
const browser = `
const { readFileSync } = await import("node:fs");
const code = readFileSync("page.js", "utf8");
const print = console.log;
globalThis.report = (found) => print(JSON.stringify(found));
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
  return ok && output.trim() === JSON.stringify(answer)
    ? []
    : [`the browser bundle does not run:\n${output}`];
}
