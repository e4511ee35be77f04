import { reachableEntries } from "./reachable-entries.mjs";

/** @typedef {import("./reachable-entries.mjs").Entry} Entry */

/**
 * Writes the lockfile of a project that installs our tarballs and, besides, exactly what the repository's lockfile says.
 *
 * npm then finds every package by its hash in its own cache, where the repository's install has put it: no network is
 * needed, and a stranger's release of today cannot change the outcome.
 *
 * @param {Readonly<Record<string, Entry>>} packages of the repository's lockfile
 * @param {readonly { folder: string, name: string, file: string, integrity: string }[]} tarballs `folder`: in the repository
 * @param {readonly string[]} others the names of packages that the project asks for as well
 */
export function consumerLockfile(packages, tarballs, others) {
  const extra = others.map((name) => `node_modules/${name}`);
  const reached = reachableEntries(packages, [...tarballs.map(({ folder }) => folder), ...extra]);
  /** @type {Record<string, object>} */
  const entries = {};
  for (const path of reached) {
    const tarball = tarballs.find(({ folder }) => path === folder || path.startsWith(`${folder}/`));
    if (tarball === undefined) {
      entries[path] = withoutFlags(packages[path]);
    } else if (path === tarball.folder) {
      const { devDependencies: _, ...entry } = withoutFlags(packages[path]);
      entries[`node_modules/${tarball.name}`] = {
        ...entry,
        resolved: `file:${tarball.file}`,
        integrity: tarball.integrity,
      };
    } else {
      // What npm put below a workspace's folder goes below the installed package.
      entries[`node_modules/${tarball.name}${path.slice(tarball.folder.length)}`] = withoutFlags(
        packages[path],
      );
    }
  }
  const dependencies = {
    ...Object.fromEntries(tarballs.map(({ name, file }) => [name, `file:${file}`])),
    ...Object.fromEntries(
      others.map((name) => [name, packages[`node_modules/${name}`]?.version ?? "*"]),
    ),
  };
  const root = { name: "consumer", private: true, type: "module", dependencies };
  return {
    manifest: root,
    lockfile: {
      name: root.name,
      lockfileVersion: 3,
      requires: true,
      packages: { "": root, ...entries },
    },
  };
}

/**
 * What an entry was to the repository (a development dependency, say) is not what it is to the project.
 *
 * @param {(Entry & { dev?: boolean, devOptional?: boolean, peer?: boolean, devDependencies?: object }) | undefined} entry
 */
function withoutFlags({ dev: _dev, devOptional: _devOptional, peer: _peer, ...entry } = {}) {
  return entry;
}
