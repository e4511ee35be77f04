/**
 * @param {import("./published-packages.mjs").Package} pkg
 * @returns {string[]} what a program may import of it: `@runledger/proto`, `@runledger/proto/run/v1`, …
 */
export function entryPoints({ name, manifest }) {
  return Object.entries(manifest.exports ?? {})
    .filter(([, target]) => typeof target !== "string")
    .map(([subpath]) => name + subpath.slice(1));
}
