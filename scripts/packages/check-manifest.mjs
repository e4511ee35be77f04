import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/root.mjs";
import { budgets } from "./budgets.mjs";

/** What an exports entry holds, in this order: a condition that stands later is not seen by those who match earlier. */
const conditions = ["@runledger/source", "types", "default"];

/**
 * Checks what package.json says of a published package.
 *
 * @param {import("./published-packages.mjs").Package} pkg
 * @returns {string[]} the problems, each with the way out
 */
export function checkManifest({ name, folder, manifest }) {
  /** @type {string[]} */
  const problems = [];
  /**
   * @param {boolean} fine
   * @param {string} field
   * @param {string} wanted
   */
  const want = (fine, field, wanted) => {
    if (!fine) problems.push(`${name}: "${field}" in ${folder}/package.json: ${wanted}`);
  };
  want(manifest.type === "module", "type", 'is "module": there is no CommonJS build');
  want(manifest.license === "Apache-2.0", "license", 'is "Apache-2.0"');
  want(manifest.repository?.directory === folder, "repository.directory", `is "${folder}"`);
  want(
    manifest.repository?.url === "git+https://github.com/runledger/runledger.git",
    "repository.url",
    "is this repository",
  );
  want((manifest.description ?? "").length > 20, "description", "says in a sentence what it is");
  want((manifest.keywords ?? []).length > 2, "keywords", "holds what somebody would search for");
  want(manifest.engines?.node !== undefined, "engines.node", "says the oldest Node");
  want(manifest.publishConfig?.access === "public", "publishConfig.access", 'is "public"');
  want(manifest.publishConfig?.provenance === true, "publishConfig.provenance", "is true");
  want(name in budgets, "name", "has a size budget in scripts/packages/budgets.mjs");
  for (const [subpath, target] of Object.entries(manifest.exports ?? {})) {
    if (typeof target === "string") continue;
    want(
      Object.keys(target).join() === conditions.join(),
      `exports["${subpath}"]`,
      `has ${conditions.join(", ")}, in this order`,
    );
  }
  const [own, whole] = [join(root, folder, "LICENSE"), join(root, "LICENSE")];
  if (!existsSync(own) || readFileSync(own, "utf8") !== readFileSync(whole, "utf8")) {
    problems.push(`${name}: ${folder}/LICENSE is not the repository's: cp LICENSE ${folder}/`);
  }
  return problems;
}
