import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { type FlytePluginOptions, WORKFLOW } from "@runledger/reconciler";
import { SettingsError } from "../settings/settings-error.ts";
import type { Settings } from "../settings/table.ts";

/**
 * Says which Flyte 2 does work, and of what types.
 *
 * @param plugins what is done here
 * @throws SettingsError that lists all that is missing or wrong
 */
export function flyteOptions(
  {
    flyteCaFile,
    flyteDomain: domain,
    flyteProject: project,
    flyteTaskTypes: taskTypes,
    flyteTokenFile,
    flyteUrl: url = "",
  }: Settings,
  plugins: readonly string[],
): FlytePluginOptions {
  const problems = [
    ...(/^https?:/i.test(url) && URL.canParse(url)
      ? []
      : [
          `--flyte-url is ${JSON.stringify(url)}, and has to be an address that begins with http:// or https://: --plugins has flyte.`,
        ]),
    ...(taskTypes.length > 0
      ? []
      : [
          "--flyte-task-types names none: say which task types that Flyte does, as in python-task.",
        ]),
    ...taskTypes
      .filter((type) => type === WORKFLOW || plugins.includes(type))
      .map(
        (type) =>
          `--flyte-task-types has ${type}, which is done here. Leave it out, or out of --plugins.`,
      ),
    ...unreadable("--flyte-token-file", flyteTokenFile),
    ...unreadable("--flyte-ca-file", flyteCaFile),
  ];
  if (problems.length > 0) throw new SettingsError(problems, true);
  return {
    url,
    taskTypes,
    ...(project !== undefined && { project }),
    ...(domain !== undefined && { domain }),
    ...(flyteCaFile !== undefined && { ca: readFileSync(flyteCaFile, "utf8") }),
    ...(flyteTokenFile !== undefined && {
      token: async () => (await readFile(flyteTokenFile, "utf8")).trim(),
    }),
  };
}

/** Reads a file now, that nobody finds out in the middle of work that it isn't there. */
function unreadable(flag: string, file: string | undefined): readonly string[] {
  if (file === undefined) return [];
  try {
    readFileSync(file);
    return [];
  } catch (error) {
    return [
      `${flag} ${file} can't be read: ${(error as Error).message}. Check the path and its permissions.`,
    ];
  }
}
