import { join } from "node:path";
import { entryPoints } from "./entry-points.mjs";
import { run } from "./run.mjs";

/** What each command is asked, and what a right answer holds. @type {Readonly<Record<string, [string, RegExp]>>} */
const questions = {
  runledger: ["--help", /\breplay\b/],
  "runledger-gateway": ["--help", /--database\b/],
  // A plugin of buf says which version of pluginrpc it speaks.
  "buf-plugin-runledger": ["--protocol", /^1$/m],
  "protoc-gen-lifecycle": ["--version", /^protoc-gen-lifecycle v\d/],
};

/**
 * Imports every entry point in plain Node, each in a process of its own (those of a pattern share one), and runs every
 * command.
 *
 * @param {readonly import("./published-packages.mjs").Package[]} packages
 * @param {string} consumer
 * @returns {Promise<string[]>}
 */
export async function checkImports(packages, consumer) {
  const imports = packages.flatMap((pkg) => {
    const { named, matched } = entryPoints(pkg);
    const groups = [...named.map((module) => [module]), ...(matched.length === 0 ? [] : [matched])];
    return groups.map((modules) => checkImport(modules, consumer));
  });
  const commands = packages.flatMap(({ name, manifest }) =>
    Object.entries(manifest.bin ?? {}).map(([command, path]) =>
      checkCommand(command, join(name, path), consumer),
    ),
  );
  return (await Promise.all([...imports, ...commands])).flat();
}

/**
 * @param {readonly string[]} modules
 * @param {string} consumer
 */
async function checkImport(modules, consumer) {
  const script = modules
    .map(
      (module) =>
        `if (Object.keys(await import("${module}")).length === 0) throw new Error("${module} exports nothing");`,
    )
    .join("\n");
  const { ok, output } = await run(
    process.execPath,
    ["--input-type=module", "--eval", script],
    consumer,
  );
  if (!ok) return [`import ${modules.join(", ")}:\n${output}`];
  return output === ""
    ? []
    : [`import ${modules.join(", ")} prints, and an import must not:\n${output}`];
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
