import { CompatError } from "../compat-error.ts";
import { gitText } from "./git.ts";

/**
 * Lists the tags of releases, the latest first, by version and not by the time at which they were made.
 *
 * @param pattern as `v*`
 * @throws CompatError where there is no git repository
 */
export async function listReleases(folder: string, pattern: string): Promise<readonly string[]> {
  const tags = await gitText(folder, ["tag", "--list", pattern, "--sort=-version:refname"]);
  if (tags === undefined) {
    throw new CompatError(`there is no git repository here, so there are no releases ${pattern}`);
  }
  return tags.split("\n").filter((tag) => tag !== "");
}
