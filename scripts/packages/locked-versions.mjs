/** @typedef {{ version?: string, link?: boolean, dev?: boolean }} Entry */

/**
 * @param {Readonly<Record<string, Entry>>} packages what package-lock.json calls so: entries by their path
 * @returns {Record<string, string>} the version of each package that the lockfile has in one version only, by name
 */
export function lockedVersions(packages) {
  /** @type {Map<string, Set<string>>} */
  const versions = new Map();
  for (const [path, { version, link }] of Object.entries(packages)) {
    const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
    if (name === undefined || version === undefined || link === true) continue;
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  return Object.fromEntries(
    [...versions].filter(([, set]) => set.size === 1).map(([name, [only = ""]]) => [name, only]),
  );
}
