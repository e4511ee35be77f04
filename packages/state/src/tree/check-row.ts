import type { TreeItem } from "./tree-item.ts";

/**
 * Refuses a row that the tree could not hold.
 *
 * @throws RangeError that names the field, its value and what it may be
 */
export function checkRow({ name, parent, phase, revision }: TreeItem): void {
  if (typeof name !== "string" || name === "") {
    throw new RangeError(
      `name is ${JSON.stringify(name)}: an action needs a name that isn't empty`,
    );
  }
  if (typeof parent !== "string") {
    throw new RangeError(
      `parent of ${name} is ${String(parent)}: give the name of the action above, or "" for a root`,
    );
  }
  if (!Number.isInteger(phase)) {
    throw new RangeError(
      `phase of ${name} is ${phase}: give the number of a value of the lifecycle's enum`,
    );
  }
  if (!Number.isSafeInteger(revision) || revision < 1) {
    throw new RangeError(
      `revision of ${name} is ${revision}: revisions are integers from 1 to 2^53 - 1; give the run's revision at the row's last change`,
    );
  }
}
