import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/root.mjs";

/**
 * @typedef {object} Manifest what package.json says, as far as it is read here
 * @property {string} name
 * @property {string} version
 * @property {boolean} [private]
 * @property {string} [description]
 * @property {string} [license]
 * @property {{ url?: string, directory?: string }} [repository]
 * @property {readonly string[]} [keywords]
 * @property {readonly string[]} [files]
 * @property {string} [type]
 * @property {{ node?: string }} [engines]
 * @property {{ access?: string, provenance?: boolean }} [publishConfig]
 * @property {Record<string, Record<string, string> | string>} [exports]
 * @property {Record<string, string>} [bin]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [peerDependencies]
 *
 * @typedef {{ name: string, folder: string, manifest: Manifest }} Package
 */

/** @returns {Package[]} the packages of the workspace that are published, by folder */
export function publishedPackages() {
  return ["packages", "apps"]
    .flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`))
    .filter((folder) => existsSync(join(root, folder, "package.json")))
    .map((folder) => {
      /** @type {Manifest} */
      const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
      return { name: manifest.name, folder, manifest };
    })
    .filter(({ manifest }) => manifest.private !== true);
}
