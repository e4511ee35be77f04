import { join } from "node:path";
import { entryPoints } from "./entry-points.mjs";
import { run } from "./run.mjs";

/** What each command is asked, and what a right answer holds. @type {Readonly<Record<string, [string, RegExp]>>} */
const questions = {
  runledger: ["--help", /\breplay\b/],
  "runledger-gateway": ["--help", /--database\b/],
  "protoc-gen-lifecycle": ["--version", /^protoc-gen-lifecycle v\d/],
};

/**
 * Imports every entry point in plain Node, each in a process of its own, and runs every command.
 *
 * @param {readonly import("./published-packages.mjs").Package[]} packages
 * @param {string} consumer
 * @returns {Promise<string[]>}
 */
export async function checkImports(packages, consumer) {
  const imports = packages.flatMap(entryPoints).map((module) => checkImport(module, consumer));
  const commands = packages.flatMap(({ name, manifest }) =>
    Object.entries(manifest.bin ?? {}).map(([command, path]) =>
      checkCommand(command, join(name, path), consumer),
    ),
  );
  return (await Promise.all([...imports, ...commands])).flat();
}

/**
 * @param {string} module
 * @param {string} consumer
 */
async function checkImport(module, consumer) {
  const script = `const names = Object.keys(await import("${module}")); if (names.length === 0) throw new Error("it exports nothing");`;
  const { ok, output } = await run(
    process.execPath,
    ["--input-type=module", "--eval", script],
    consumer,
  );
  if (!ok) return [`import "${module}":\n${output}`];
  return output === "" ? [] : [`import "${module}" prints, and an import must not:\n${output}`];
}

/**
 * @param {string} command
 * @param {string} path below node_modules
 * @param {string} consumer
 */
async function checkCommand(command, path, consumer) {
  const question = questions[command];
  if (question === undefined)
    return [`${command}: say in scripts/packages/check-imports.mjs what to ask it`];
  const [argument, answer] = question;
  const { ok, output } = await run(
    process.execPath,
    [join("node_modules", path), argument],
    consumer,
  );
  return ok && answer.test(output)
    ? []
    : [`${command} ${argument} does not answer with ${answer}:\n${output}`];
}
