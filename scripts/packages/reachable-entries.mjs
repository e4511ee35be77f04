/**
 * @typedef {object} Entry of a lockfile, as far as it is read here
 * @property {string} [version]
 * @property {boolean} [link]
 * @property {string} [resolved]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, { optional?: boolean }>} [peerDependenciesMeta]
 */

/**
 * Follows dependencies through a lockfile as Node resolves them: in the folder's own node_modules first, then further out.
 *
 * @param {Readonly<Record<string, Entry>>} packages what package-lock.json calls so: entries by their path
 * @param {readonly string[]} from the paths to begin with, which are part of the answer
 * @returns {Set<string>} the paths that are reached; a dependency that is not in the lockfile is left out
 */
export function reachableEntries(packages, from) {
  const reached = new Set(from);
  // A set hands out what is added while one goes through it.
  for (const path of reached) {
    for (const name of needs(packages[path] ?? {})) {
      const found = lookUp(packages, path, name);
      if (found !== undefined) reached.add(found);
    }
  }
  return reached;
}

/** @param {Entry} entry */
function needs({
  dependencies,
  optionalDependencies,
  peerDependencies = {},
  peerDependenciesMeta = {},
}) {
  const peers = Object.keys(peerDependencies).filter(
    (name) => peerDependenciesMeta[name]?.optional !== true,
  );
  return Object.keys({ ...dependencies, ...optionalDependencies }).concat(peers);
}

/**
 * @param {Readonly<Record<string, Entry>>} packages
 * @param {string} path of the package that asks
 * @param {string} name
 * @returns {string | undefined} the path of the package that it gets; for one of the workspace, of its folder
 */
function lookUp(packages, path, name) {
  for (let folder = path; ; folder = folder.replace(/(?:^|\/)[^/]*$/, "")) {
    const candidate = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    const entry = packages[candidate];
    if (entry !== undefined) return entry.link === true ? entry.resolved : candidate;
    if (folder === "") return undefined;
  }
}
