import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildImage, compareWith, manifest } from "./compare-with.mjs";
import { findMain, writeFilesOf } from "./git-folder.mjs";

const released = "packages/proto/released";

/**
 * Keeps the protocol as it is now as that of the last release.
 *
 * @param {string} repository
 */
export function keepAsReleased(repository) {
  mkdirSync(join(repository, released), { recursive: true });
  // Lines are told of the newer protocol, so the older needs no source information.
  const image = join(repository, released, "protocol.binpb");
  buildImage(repository, image, ["--exclude-source-info"]);
  copyFileSync(join(repository, manifest), join(repository, released, "lifecycle.json"));
}

/**
 * Compares the protocol with that of the last release and with that of the branch main.
 *
 * @param {string} repository
 * @returns {{ said: string[], broken: string[] }} what could not be compared, and what breaks
 */
export function findBreaking(repository) {
  const folder = mkdtempSync(join(tmpdir(), "runledger-breaking-"));
  try {
    const now = { image: join(folder, "now.binpb"), lifecycles: join(repository, manifest) };
    buildImage(repository, now.image);
    /** @type {{ said: string[], broken: string[] }} */
    const result = { said: [], broken: [] };
    for (const find of [findReleased, findOnMain]) {
      const { name, before } = find(repository, folder);
      if (before === undefined) {
        result.said.push(`there is no ${name} to compare with`);
        continue;
      }
      const text = compareWith(before, now);
      if (text !== "") result.broken.push(`for readers of the ${name}:\n${text}`);
    }
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @typedef {object} Earlier
 * @property {string} name what it is called
 * @property {{ image: string, lifecycles: string }} [before] its files; left out where there are
 *   none
 */

/**
 * @param {string} repository
 * @returns {Earlier}
 */
function findReleased(repository) {
  const name = "last release";
  const image = join(repository, released, "protocol.binpb");
  const lifecycles = join(repository, released, "lifecycle.json");
  return existsSync(image) ? { name, before: { image, lifecycles } } : { name };
}

/**
 * @param {string} repository
 * @param {string} folder
 * @returns {Earlier}
 */
function findOnMain(repository, folder) {
  const name = "branch main";
  const main = findMain(repository);
  const files = join(folder, "main");
  if (main === undefined || writeFilesOf(repository, main, ["proto", manifest], files) === 0) {
    return { name };
  }
  const image = join(folder, "main.binpb");
  buildImage(files, image);
  return { name, before: { image, lifecycles: join(files, manifest) } };
}
