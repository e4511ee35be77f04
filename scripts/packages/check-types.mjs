import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/root.mjs";
import { budgets } from "./budgets.mjs";
import { entryPoints } from "./entry-points.mjs";
import { run } from "./run.mjs";

/** How users resolve modules. */
const resolutions = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "esnext", moduleResolution: "bundler" },
];

/**
 * Type-checks a program that imports everything, with the declarations of all dependencies checked too: those that run
 * in browsers without Node's types, and all of them with.
 *
 * @param {readonly import("./published-packages.mjs").Package[]} packages
 * @param {string} consumer
 * @returns {Promise<string[]>}
 */
export async function checkTypes(packages, consumer) {
  const everything = packages.flatMap(modulesOf);
  const browser = packages.filter(({ name }) => budgets[name]?.browser === true).flatMap(modulesOf);
  const runs = resolutions.flatMap((resolution) => [
    check(consumer, `${resolution.moduleResolution}-node`, everything, {
      ...resolution,
      lib: ["ES2024"],
      types: ["node"],
    }),
    check(consumer, `${resolution.moduleResolution}-browser`, browser, {
      ...resolution,
      lib: ["ES2024", "DOM"],
      types: [],
    }),
  ]);
  return (await Promise.all(runs)).flat();
}

/**
 * @param {string} consumer
 * @param {string} name
 * @param {readonly string[]} modules
 * @param {Record<string, unknown>} options
 */
async function check(consumer, name, modules, options) {
  const imports = modules
    .map((module, index) => `import * as m${index} from "${module}";\n`)
    .join("");
  writeFileSync(
    join(consumer, `${name}.ts`),
    `${imports}export const all = [${modules.map((_, index) => `m${index}`).join()}];\n`,
  );
  const compilerOptions = {
    ...options,
    target: "ES2024",
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
  };
  writeFileSync(
    join(consumer, `${name}.json`),
    JSON.stringify({ compilerOptions, files: [`${name}.ts`] }),
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { ok, output } = await run(process.execPath, [tsc, "-p", `${name}.json`], consumer);
  return ok ? [] : [`types (${name}):\n${output}`];
}

/** @param {import("./published-packages.mjs").Package} pkg */
function modulesOf(pkg) {
  return Object.values(entryPoints(pkg)).flat();
}
