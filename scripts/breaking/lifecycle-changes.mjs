/**
 * @typedef {object} Lifecycle
 * @property {string} enum its full name
 * @property {number} version
 * @property {string} fingerprint
 */

/**
 * Finds lifecycles that allow something else than before under the same version: a database that
 * holds the rows of one could not tell it from the other.
 *
 * @param {readonly Lifecycle[]} before
 * @param {readonly Lifecycle[]} after
 * @returns {string[]} a sentence each, with the way out
 */
export function lifecycleChanges(before, after) {
  return after.flatMap(({ enum: name, version, fingerprint }) => {
    const old = before.find((other) => other.enum === name);
    if (old === undefined || old.fingerprint === fingerprint || version > old.version) return [];
    return [
      `The lifecycle of ${name} allows something else than before, and its version is ${version}, which was ${old.version}. Set it to ${old.version + 1}.`,
    ];
  });
}
