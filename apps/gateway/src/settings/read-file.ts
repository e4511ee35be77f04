import { readFileSync } from "node:fs";
import { Finder, type FoundValues } from "./found-values.ts";
import { SettingsError } from "./settings-error.ts";
import { settingsByName } from "./table.ts";
import { unknownName } from "./unknown-name.ts";

/**
 * Reads a file of settings: a JSON object with the settings' names.
 *
 * @throws SettingsError if it can't be read, or is no JSON object.
 */
export function readFile(path: string): FoundValues {
  const finder = new Finder();
  for (const [name, value] of Object.entries(parse(path))) {
    const setting = settingsByName.get(name);
    if (setting === undefined) {
      finder.problems.push(unknownName(name, settingsByName.keys(), ` in ${path}`));
    } else {
      const shown = JSON.stringify(value);
      finder.take(name, setting.fromJson(value), `${name} in ${path}`, shown, setting.expected);
    }
  }
  return finder.found();
}

function parse(path: string): object {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new SettingsError([
      `The file ${path} cannot be read: ${(error as Error).message}. Name another one with --config, or leave it out.`,
    ]);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw new SettingsError([`The file ${path} is no JSON: ${(error as Error).message}.`]);
  }
  throw new SettingsError([`The file ${path} has to hold a JSON object, as in {"port": 8090}.`]);
}
