import { defaultSettings } from "./default-settings.ts";
import { readEnvironment } from "./read-environment.ts";
import { readFile } from "./read-file.ts";
import { readFlags } from "./read-flags.ts";
import { SettingsError } from "./settings-error.ts";
import type { Settings } from "./table.ts";

/** What the command line asks for. */
export type CommandLine =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  /** Start. `config`: the file that was read. */
  | { readonly kind: "start"; readonly settings: Settings; readonly config: string | undefined };

/**
 * Gathers the settings: flags before environment before file before what holds where nobody says otherwise.
 *
 * @throws SettingsError that lists all that is wrong.
 */
export function resolveSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CommandLine {
  const flags = readFlags(args);
  if (flags.help) return { kind: "help" };
  if (flags.version) return { kind: "version" };
  const variables = readEnvironment(environment);
  const config = flags.config ?? variables.config;
  const file = config === undefined ? { values: {}, problems: [] } : readFile(config);
  const problems = [...flags.problems, ...variables.problems, ...file.problems];
  if (problems.length > 0) throw new SettingsError(problems, true);
  const settings = {
    ...defaultSettings(),
    ...file.values,
    ...variables.values,
    ...flags.values,
  };
  return { kind: "start", settings, config };
}
